package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.ControlClient;
import dev.chameleonbot.host.text.Counted;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reload}: lets a running host read its configuration again at once. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = "Lets a running host read its configuration again now; it does so by itself within seconds.",
        exitCodeList = {
            "0:Applied.",
            "1:Refused, as a whole or for an account, or no host is running.",
            "2:Wrong usage."
        },
        footer = {"  chameleon reload", "  chameleon reload --json | jq .misconfigured"})
final class ReloadCommand extends CliCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Prints as JSON what has changed.")
    private boolean json;

    @Mixin
    private final StateOption host = new StateOption();

    @Override
    public Integer call() throws OperationException {
        JsonNode changes = host.ask(ControlClient.request("reload"));
        Console console = console(json);
        JsonNode misconfigured = changes.path("misconfigured");
        if (json) {
            console.show(changes);
        } else {
            changes.path("warnings").forEach(warning -> console.remark("warning: " + warning.asText()));
            misconfigured.forEach(account -> console.show("error: " + account.asText()));
        }
        int accounts = changes.path("added").size()
                + changes.path("removed").size()
                + changes.path("restarted").size()
                + changes.path("rejoined").size();
        console.remark("Applied; " + Counted.of(accounts, "account") + " concerned.");
        return misconfigured.isEmpty() ? 0 : ExitCode.PROBLEMS.code();
    }
}
