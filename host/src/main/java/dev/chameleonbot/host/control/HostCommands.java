package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountChanges;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.alerts.SentAlert;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.runtime.ConfigReload;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a running host does for those who ask it over the control socket. */
public final class HostCommands {
    private final HostOperations operations;
    private final AccountCommands accounts;
    private final Supplier<Optional<Secret>> webAddress;

    /**
     * The commands of a host.
     *
     * @param webAddress the address of its page, with the token that logs in; empty where the web is off
     */
    public HostCommands(HostOperations operations, Supplier<Optional<Secret>> webAddress) {
        this.accounts = new AccountCommands(operations.accounts());
        this.operations = operations;
        this.webAddress = webAddress;
    }

    /** The commands by name. */
    public Map<String, ControlServer.Handler> byName() {
        Map<String, ControlServer.Handler> commands = new HashMap<>();
        // Cheap however many accounts there are: what a container's health check asks.
        commands.put("ping", request -> Json.object());
        commands.put("status", request -> StatusReport.of(operations));
        commands.put("login", this::login);
        commands.put("reload", request -> json(operations.reload()));
        commands.put("accounts", accounts::handle);
        commands.put("scopes", request -> scopes());
        commands.put("plugins", new PluginCommands(operations.host().administration())::handle);
        commands.put(
                "alerts", request -> SentAlert.json(operations.host().alerts().sent()));
        commands.put("web", request -> web());
        commands.put("stop", new Stop(operations));
        return commands;
    }

    /** Answers first: with its end the host hangs up. */
    private record Stop(HostOperations operations) implements ControlServer.Handler {
        @Override
        public JsonNode handle(JsonNode request) {
            return Json.object();
        }

        @Override
        public void answered() {
            operations.stop();
        }
    }

    private JsonNode login(JsonNode request) throws OperationException {
        String account = request.path("account").asText();
        operations.logIn(account);
        return Json.object().put("account", account);
    }

    private JsonNode scopes() {
        ObjectNode answer = Json.object();
        put(answer.putArray("scopes"), operations.host().scopes());
        return answer;
    }

    private JsonNode web() throws OperationException {
        Secret address = webAddress
                .get()
                .orElseThrow(() -> new OperationException(
                        "The host runs without the web; start it with --web, or put \"web\": {} into its"
                                + " configuration"));
        return Json.object().put("address", address.reveal());
    }

    /**
     * What came of a reload, as JSON.
     *
     * @return the accounts by what became of them, and what is to be said
     */
    public static ObjectNode json(ConfigReload.Outcome.Applied reloaded) {
        ObjectNode answer = Json.object();
        AccountChanges changes = reloaded.changes();
        put(answer.putArray("added"), changes.added());
        put(answer.putArray("removed"), changes.removed());
        put(answer.putArray("restarted"), changes.restarted());
        put(answer.putArray("rejoined"), changes.rejoined());
        put(answer.putArray("warnings"), reloaded.warnings());
        put(answer.putArray("misconfigured"), reloaded.misconfigured());
        return answer;
    }

    private static void put(ArrayNode array, Collection<String> values) {
        values.stream().sorted().forEach(array::add);
    }
}
