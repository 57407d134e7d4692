package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.state.SeenLedger;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.Memory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The behaviours that the engine runs, and whose messages each of them wants.
 *
 * @param entries the behaviours in the order of their registration
 */
public record BehaviourRoster(List<Entry> entries) {
    /** Copies the list. */
    public BehaviourRoster {
        entries = List.copyOf(entries);
    }

    /**
     * Prepares the sessions of one account. Blocks while its memories and the messages seen of late are read.
     *
     * @param shared what its bots share
     * @param settings its settings, by plugin id
     * @param memories opens a plugin's memory of the account, by plugin id
     * @param ledger knows which messages were seen before, and is told of each own one
     * @return the account's dispatcher, not started
     */
    public ChatDispatcher dispatcher(
            BotServices shared,
            Map<String, Map<String, Object>> settings,
            Function<String, Memory> memories,
            SeenLedger ledger) {
        List<SessionRunner> sessions = entries.stream()
                .map(entry -> new SessionRunner(
                        entry.pluginId(),
                        entry.behaviour(),
                        entry.audience(),
                        shared,
                        settings.getOrDefault(entry.pluginId(), Map.of()),
                        memories.apply(entry.pluginId())))
                .toList();
        String login = shared.account().login();
        RecentIds seen = new RecentIds(shared.timers()::nanos);
        seen.restore(ledger.recent(login));
        return new ChatDispatcher(sessions, seen, id -> ledger.add(login, id));
    }

    /**
     * One behaviour.
     *
     * @param pluginId the plugin it comes from
     * @param behaviour the behaviour
     * @param audience whose messages it wants
     */
    public record Entry(String pluginId, ChatBehaviour behaviour, Audience audience) {}
}
