package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.ControlClient;
import dev.chameleonbot.host.json.Json;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: how the accounts of a running host stand. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how the accounts of a running host stand, what they have done, and what to do about them.",
            "Counts are since the host began to run the account. An error that is over is shown for an hour."
        },
        exitCodeList = {
            "0:Shown; with --check: all accounts are live, and nothing needs attention.",
            "1:No host is running, or it cannot be asked.",
            "2:Wrong usage.",
            "3:With --check: an account is not live, or something needs attention.",
            "4:With --check: no host is running."
        },
        footer = {
            "  chameleon status",
            "  chameleon status --needs-attention --sort login",
            "  chameleon status --json | jq .summary",
            "  chameleon status --check --quiet || echo 'Look after the bots'"
        })
final class StatusCommand extends CliCommand implements Callable<Integer> {
    @Mixin
    private final StateOption host = new StateOption();

    @Option(names = "--json", description = "Prints everything as JSON, with queues, budgets and breakers.")
    private boolean json;

    @Option(names = "--check", description = "Prints only the summary; the exit code says whether all is well.")
    private boolean check;

    @Option(
            names = "--in-state",
            paramLabel = "STATE",
            split = ",",
            description = "Only accounts in these states: ${COMPLETION-CANDIDATES}.")
    private List<AccountState> states = List.of();

    @Option(names = "--needs-attention", description = "Only accounts that need attention.")
    private boolean needsAttention;

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            description = "${COMPLETION-CANDIDATES} (default: attention; with --json as configured).")
    private @Nullable StatusOrder order;

    @Override
    public Integer call() throws OperationException {
        refuseAStateInPlaceOfADirectory();
        JsonNode status =
                shown(host.ask(ControlClient.request("status"), check ? ExitCode.NO_HOST : ExitCode.PROBLEMS));
        Console console = console(json);
        StatusText text = new StatusText(status);
        if (json) {
            console.show(status);
        } else if (!check) {
            console.show(text.sum());
            console.show(text.table());
            text.remarks().forEach(console::show);
        } else {
            console.remark(text.sum());
        }
        return check && !text.isWell() ? ExitCode.NEEDS_ATTENTION.code() : 0;
    }

    private void refuseAStateInPlaceOfADirectory() {
        String name = host.directory().toString();
        if (Files.notExists(host.directory())
                && Stream.of(AccountState.values())
                        .anyMatch(state -> state.name().equalsIgnoreCase(name))) {
            throw wrongUsage(
                    "--state names the state directory; the accounts in a state are shown with --in-state " + name);
        }
    }

    /** The sum stays that of all accounts. */
    private JsonNode shown(JsonNode all) {
        Stream<JsonNode> accounts =
                StreamSupport.stream(all.path("accounts").spliterator(), false).filter(this::isWanted);
        if (order != null || !json) {
            accounts = accounts.sorted((order == null ? StatusOrder.ATTENTION : order).comparator());
        }
        ArrayNode shown = Json.array();
        accounts.forEach(shown::add);
        ObjectNode status = Json.object();
        all.properties().forEach(part -> status.set(part.getKey(), part.getValue()));
        status.set("accounts", shown);
        return status;
    }

    private boolean isWanted(JsonNode account) {
        String state = account.path("state").asText();
        return (states.isEmpty()
                        || states.stream().anyMatch(wanted -> wanted.name().equals(state)))
                && (!needsAttention || account.path("needs_attention").asBoolean());
    }
}
