package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.host.cli.Table.Cell;
import dev.chameleonbot.host.cli.Table.Column;
import dev.chameleonbot.host.text.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/** The status of a host, for people: a line with its sum, and a table of its accounts. */
final class StatusText {
    /** What is over for longer is of no use to somebody who looks at a table. */
    private static final Duration WORTH_TELLING = Duration.ofHours(1);

    private final JsonNode status;
    private final Instant now;

    StatusText(JsonNode status) {
        this.status = status;
        this.now = Instant.parse(status.path("started").asText())
                .plusSeconds(status.path("uptime_seconds").asLong());
    }

    /** How many accounts there are, how they stand, and what they have done. */
    String sum() {
        JsonNode summary = status.path("summary");
        StringJoiner states = new StringJoiner(", ");
        states.add(Counted.number(summary.path("live").asLong()) + " live");
        for (Map.Entry<String, JsonNode> state : summary.path("states").properties()) {
            if (!state.getKey().equals("LIVE")) {
                long count = state.getValue().asLong();
                states.add(Counted.number(count) + " " + inWords(state.getKey(), count));
            }
        }
        StringJoiner parts = new StringJoiner("; ", "", ".");
        parts.add(Counted.of(summary.path("accounts").asLong(), "account") + ": " + states);
        long attention = summary.path("needs_attention").asLong();
        if (attention > 0) {
            parts.add(Counted.number(attention) + (attention == 1 ? " needs attention" : " need attention"));
        }
        int broken = brokenPlugins().size();
        if (broken > 0) {
            parts.add(Counted.of(broken, "plugin") + (broken == 1 ? " does not work" : " do not work"));
        }
        parts.add(Counted.of(summary.path("messages_heard").asLong(), "message") + " heard, "
                + Counted.of(summary.path("colors_changed").asLong(), "colour") + " changed");
        parts.add("up for "
                + length(Duration.ofSeconds(status.path("uptime_seconds").asLong())));
        return parts.toString();
    }

    /** Whether all accounts are live, and nothing needs somebody. */
    boolean isWell() {
        JsonNode summary = status.path("summary");
        return summary.path("live").asLong() == summary.path("accounts").asLong()
                && summary.path("needs_attention").asLong() == 0
                && brokenPlugins().isEmpty();
    }

    private Set<String> brokenPlugins() {
        Set<String> broken = new TreeSet<>();
        status.path("summary").path("quarantined_plugins").forEach(plugin -> broken.add(plugin.asText()));
        status.path("plugin_failures")
                .forEach(failure -> broken.add(failure.path("plugin").asText()));
        return broken;
    }

    /** The accounts that the status has, in its order, each with what there is to know about it below. */
    Table table() {
        Table table = Table.of(
                Column.left("ACCOUNT"),
                Column.left("STATE"),
                Column.right("SINCE"),
                Column.right("CHANNELS"),
                Column.right("HEARD"),
                Column.right("CHANGES"),
                Column.roomy("LAST COLOUR"),
                Column.roomy("BEHAVIOURS"),
                Column.roomy("LAST ERROR"));
        status.path("accounts").forEach(account -> {
            table.add(row(account));
            below(account).forEach(table::below);
        });
        return table;
    }

    /** What there is to know besides the accounts. */
    List<String> remarks() {
        List<String> lines = new ArrayList<>();
        for (JsonNode failure : status.path("plugin_failures")) {
            lines.add("Plugin " + failure.path("plugin").asText() + ": "
                    + failure.path("reason").asText());
        }
        long dead = status.path("dead_letters").path("total").asLong();
        if (dead > 0) {
            lines.add(dead + " events did not reach a listener, such as the alerts; 'chameleon status --json' has the"
                    + " latest.");
        }
        return lines;
    }

    private List<Cell> row(JsonNode account) {
        StringJoiner behaviours = new StringJoiner(", ");
        account.path("statuses").forEach(text -> behaviours.add(text.asText()));
        String channels = account.path("channels_heard").asInt() + "/"
                + account.path("channels_wanted").asInt();
        return List.of(
                Cell.of(account.path("login").asText()),
                state(account),
                Cell.of(length(since(account.path("since")))),
                Cell.of(channels),
                Cell.of(Counted.number(account.path("messages_heard").asLong())),
                Cell.of(Counted.number(account.path("colors_changed").asLong())),
                Cell.of(lastColor(account)),
                Cell.of(behaviours.toString()),
                new Cell(error(account), troubles(account).isEmpty() ? Tone.ASIDE : Tone.TROUBLE));
    }

    /** Green where it works and nobody is needed, red where it does not go on by itself. */
    private static Cell state(JsonNode account) {
        String state = account.path("state").asText();
        boolean needsAttention = account.path("needs_attention").asBoolean();
        if (state.equals(AccountState.LIVE.name())) {
            return new Cell(state, needsAttention ? Tone.TROUBLE : Tone.GOOD);
        }
        return new Cell(state, needsAttention ? Tone.BAD : Tone.TROUBLE);
    }

    private String lastColor(JsonNode account) {
        return account.path("last_color").isTextual()
                ? account.path("last_color").asText() + " " + length(since(account.path("last_color_at"))) + " ago"
                : "";
    }

    /** What is wrong now; else what was wrong last, if that is not long ago. */
    private String error(JsonNode account) {
        List<JsonNode> troubles = troubles(account);
        if (!troubles.isEmpty()) {
            return lasting(troubles.getFirst());
        }
        JsonNode over = account.path("last_error_over");
        if (!over.isTextual() || since(over).compareTo(WORTH_TELLING) > 0) {
            return "";
        }
        return "was, " + length(since(over)) + " ago: "
                + account.path("last_error").asText();
    }

    private String lasting(JsonNode trouble) {
        return trouble.path("problem").asText() + " (for " + length(since(trouble.path("since"))) + ")";
    }

    /** The one that the advice is for comes first, then the latest. */
    private static List<JsonNode> troubles(JsonNode account) {
        List<JsonNode> withAdvice = new ArrayList<>();
        List<JsonNode> others = new ArrayList<>();
        account.path("troubles").forEach(one -> (one.path("advice").isTextual() ? withAdvice : others).addFirst(one));
        withAdvice.addAll(others);
        return withAdvice;
    }

    private List<String> below(JsonNode account) {
        List<String> lines = new ArrayList<>();
        JsonNode prompt = account.path("login_prompt");
        if (prompt.isObject()) {
            lines.add("-> open " + prompt.path("verification_uri").asText() + " as this account; code "
                    + prompt.path("user_code").asText());
        } else if (account.path("advice").isTextual()) {
            lines.add("-> " + account.path("advice").asText());
        }
        troubles(account).stream().skip(1).forEach(trouble -> {
            lines.add(lasting(trouble));
            if (trouble.path("advice").isTextual()) {
                lines.add("-> " + trouble.path("advice").asText());
            }
        });
        for (JsonNode plugin : account.path("plugins")) {
            if (!plugin.path("state").asText().equals("HEALTHY")) {
                String reason = plugin.path("reason").asText();
                lines.add("plugin " + plugin.path("id").asText() + " is "
                        + plugin.path("state").asText() + (reason.isEmpty() ? "" : ": " + reason));
            }
        }
        return lines;
    }

    private Duration since(JsonNode time) {
        return Duration.between(Instant.parse(time.asText()), now);
    }

    private static String inWords(String state, long count) {
        return switch (state) {
            case "NEEDS_LOGIN" -> count == 1 ? "needs a login" : "need a login";
            default -> state.toLowerCase(Locale.ROOT);
        };
    }

    /** A length of time to one unit. */
    static String length(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
