package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.host.control.ControlClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: how the accounts of a running host stand. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows how each account of a running host stands, since when, and what to do about it.",
        footer = {"", "Exit codes: 0 shown, 1 no host is running, 2 wrong usage."})
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private final StateOption host = new StateOption();

    @Option(names = "--json", description = "Prints everything as JSON, with queues, budgets and breakers.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode status = host.ask(ControlClient.request("status"));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(status.toPrettyString());
        } else {
            print(status, out);
        }
        return 0;
    }

    private static void print(JsonNode status, PrintWriter out) {
        Instant now = Instant.parse(status.path("started").asText())
                .plusSeconds(status.path("uptime_seconds").asLong());
        out.println(
                "Up for " + ago(Duration.ofSeconds(status.path("uptime_seconds").asLong())) + ".");
        out.println(row("ACCOUNT", "STATE", "SINCE", "CHANNELS", "LAST ERROR"));
        for (JsonNode account : status.path("accounts")) {
            out.println(row(
                    account.path("login").asText(),
                    account.path("state").asText(),
                    ago(Duration.between(Instant.parse(account.path("since").asText()), now)),
                    account.path("channels_heard").asInt() + "/"
                            + account.path("channels_wanted").asInt(),
                    account.path("last_error").asText("")));
            advise(account, out);
            for (JsonNode plugin : account.path("plugins")) {
                if (!plugin.path("state").asText().equals("HEALTHY")) {
                    String reason = plugin.path("reason").asText();
                    out.println("    plugin " + plugin.path("id").asText() + " is "
                            + plugin.path("state").asText() + (reason.isEmpty() ? "" : ": " + reason));
                }
            }
        }
        for (JsonNode failure : status.path("plugin_failures")) {
            out.println("Plugin " + failure.path("plugin").asText() + ": "
                    + failure.path("reason").asText());
        }
        long dead = status.path("dead_letters").path("total").asLong();
        if (dead > 0) {
            out.println(dead + " events did not reach a listener, such as the alerts; 'chameleon status --json' has the"
                    + " latest.");
        }
    }

    private static void advise(JsonNode account, PrintWriter out) {
        JsonNode prompt = account.path("login_prompt");
        if (prompt.isObject()) {
            out.println("    -> open " + prompt.path("verification_uri").asText() + " as this account; code "
                    + prompt.path("user_code").asText());
        } else if (account.path("advice").isTextual()) {
            out.println("    -> " + account.path("advice").asText());
        }
    }

    private static String row(String account, String state, String since, String channels, String error) {
        return String.format(Locale.ROOT, "%-25s %-12s %8s %9s  %s", account, state, since, channels, error)
                .stripTrailing();
    }

    /** A length of time to one unit. */
    static String ago(Duration time) {
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
