package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.AccountChanges;
import dev.chameleonbot.host.BotHost;
import dev.chameleonbot.host.ConfigReload;
import dev.chameleonbot.host.accounts.AccountOperations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a running host does for those who ask it over the control socket. */
public final class HostCommands {
    private static final Logger log = LoggerFactory.getLogger(HostCommands.class);

    private final BotHost host;
    private final ConfigReload reload;
    private final AccountCommands accounts;
    private final InstantSource clock;
    private final Runnable stop;
    private final Instant started;

    /**
     * The commands of a host.
     *
     * @param host the host
     * @param reload reads its configuration again
     * @param accounts what is done with its accounts
     * @param clock the wall clock
     * @param stop asks the host to end, and does not wait for that
     */
    public HostCommands(
            BotHost host, ConfigReload reload, AccountOperations accounts, InstantSource clock, Runnable stop) {
        this.accounts = new AccountCommands(accounts);
        this.host = host;
        this.reload = reload;
        this.clock = clock;
        this.stop = stop;
        this.started = clock.instant();
    }

    /** The commands by name. */
    public Map<String, ControlServer.Handler> byName() {
        return Map.ofEntries(
                // Cheap however many accounts there are: what a container's health check asks.
                Map.entry("ping", request -> JsonNodeFactory.instance.objectNode()),
                Map.entry("status", request -> StatusReport.of(host, started, clock.instant())),
                Map.entry("login", this::login),
                Map.entry("reload", request -> reload()),
                Map.entry("accounts", accounts::handle),
                Map.entry("alerts", request -> AlertReport.of(host.alertsSent())),
                Map.entry("scopes", request -> scopes()),
                Map.entry("plugins", new PluginCommands(host.administration())::handle),
                Map.entry("stop", new Stop(stop)));
    }

    /** Answers first: with its end the host hangs up. */
    private record Stop(Runnable stop) implements ControlServer.Handler {
        @Override
        public JsonNode handle(JsonNode request) {
            log.info("A command asks this host to stop");
            return JsonNodeFactory.instance.objectNode();
        }

        @Override
        public void answered() {
            stop.run();
        }
    }

    private JsonNode login(JsonNode request) throws ControlException {
        String account = request.path("account").asText().toLowerCase(Locale.ROOT);
        if (!host.login(account)) {
            throw new ControlException(host.whyLeftOut(account)
                    .map(reason -> account + " does not run, as it is misconfigured: " + reason)
                    .orElse("There is no account '" + account + "' in the host's configuration"));
        }
        return JsonNodeFactory.instance.objectNode().put("account", account);
    }

    private JsonNode scopes() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        put(answer.putArray("scopes"), host.scopes());
        return answer;
    }

    private JsonNode reload() throws ControlException {
        ConfigReload.Outcome outcome = reload.run();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        switch (outcome) {
            case ConfigReload.Outcome.Applied(
                    AccountChanges changes,
                    Collection<String> warnings,
                    Collection<String> misconfigured) -> {
                put(answer.putArray("added"), changes.added());
                put(answer.putArray("removed"), changes.removed());
                put(answer.putArray("restarted"), changes.restarted());
                put(answer.putArray("rejoined"), changes.rejoined());
                put(answer.putArray("warnings"), warnings);
                put(answer.putArray("misconfigured"), misconfigured);
            }
            case ConfigReload.Outcome.Refused(Collection<String> problems) ->
                throw new ControlException("Nothing was changed: " + String.join("; ", problems));
            case ConfigReload.Outcome.Busy(String reason) -> throw new ControlException(reason);
        }
        return answer;
    }

    private static void put(ArrayNode array, Collection<String> values) {
        values.stream().sorted().forEach(array::add);
    }
}
