package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Shows accounts, and what came of what was asked for them. */
record AccountScreen(Console console) {
    /** A row for each account. */
    void list(JsonNode accounts) {
        if (accounts.isEmpty()) {
            console.remark("There is no account yet; add one with: chameleon accounts add");
            return;
        }
        Table table = Table.of(
                Table.Column.left("ACCOUNT"),
                Table.Column.left("STATE"),
                Table.Column.roomy("CHANNELS"),
                Table.Column.roomy("FROM"));
        for (JsonNode account : accounts) {
            table.add(List.of(
                    Table.Cell.of(account.path("login").asText()),
                    new Table.Cell(state(account), tone(account)),
                    Table.Cell.of(channels(account)),
                    Table.Cell.of(account.path("origin").asText())));
            if (account.has("problem")) {
                table.below(account.path("problem").asText());
            }
        }
        console.show(table);
    }

    private static String state(JsonNode account) {
        if (account.has("problem")) {
            return "left out";
        }
        if (!account.path("enabled").asBoolean()) {
            return "disabled";
        }
        return account.has("state") ? account.path("state").asText() : "enabled";
    }

    private static Tone tone(JsonNode account) {
        return switch (state(account)) {
            case "LIVE", "enabled" -> Tone.GOOD;
            case "left out", "FAILED" -> Tone.BAD;
            case "disabled" -> Tone.ASIDE;
            default -> Tone.TROUBLE;
        };
    }

    private static String channels(JsonNode account) {
        List<String> channels = new ArrayList<>();
        account.path("channels").forEach(channel -> channels.add(channel.asText()));
        return String.join(" ", channels);
    }

    /** All that is known of one account. */
    void show(JsonNode account) {
        console.show("account   " + account.path("login").asText());
        console.show("from      " + account.path("origin").asText());
        console.show("state     " + state(account)
                + (account.has("disabled_since")
                        ? " since " + account.path("disabled_since").asText()
                        : ""));
        console.show("channels  " + channels(account));
        if (account.has("problem")) {
            console.show("problem   " + account.path("problem").asText());
        }
        if (account.has("advice")) {
            console.show("advice    " + account.path("advice").asText());
        }
    }

    /** A row for each setting of an account. */
    void settings(JsonNode account) {
        Table table = Table.of(
                Table.Column.left("SETTING"),
                Table.Column.left("VALUE"),
                Table.Column.left("FROM"),
                Table.Column.roomy("WHAT IT IS"));
        add(table, "", account.path("is_prime_or_turbo"));
        for (JsonNode plugin : account.path("plugins")) {
            String prefix = plugin.path("id").asText() + ".";
            plugin.path("settings").forEach(setting -> add(table, prefix, setting));
        }
        console.show(table);
    }

    private static void add(Table table, String prefix, JsonNode setting) {
        String source = setting.path("source").asText();
        String from = switch (source) {
            case "account" -> "the account";
            case "all" -> "all accounts";
            case "missing" -> "nowhere: it must be set";
            default -> source;
        };
        String description = setting.path("description").asText();
        table.add(List.of(
                Table.Cell.of(prefix + setting.path("name").asText()),
                Table.Cell.of(setting.has("value") ? setting.path("value").toString() : ""),
                new Table.Cell(from, source.equals("missing") ? Tone.BAD : Tone.PLAIN),
                Table.Cell.of(description.isEmpty() ? setting.path("allowed").asText() : description)));
    }

    /** The outcome of each; what was not done is shown as an error, with another exit code. */
    int told(JsonNode answer, boolean json, PrintWriter err) {
        boolean all = true;
        for (JsonNode result : answer.path("results")) {
            String message = result.path("message").asText();
            if (result.path("done").asBoolean()) {
                console.remark(message + ".");
            } else {
                all = false;
                err.println("chameleon: " + message);
            }
        }
        err.flush();
        if (json) {
            console.show(answer);
        }
        return all ? 0 : ExitCode.PROBLEMS.code();
    }
}
