package dev.chameleonbot.engine.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The metrics of an engine since its start, for all accounts, computed on request. Each value is exact, but values of
 * one snapshot may be some messages apart.
 *
 * @param messages how many chat messages were heard, by who wrote them: {@code own} (the account itself),
 *     {@code others}
 * @param repeated how many own messages, and wanted messages of others, arrived again and were ignored
 * @param frames how many other frames of EventSub arrived, by type
 * @param colorChanges how many colour changes have ended, by outcome
 * @param stages how long successful colour changes took, by stage: {@code queued}, {@code decided}, {@code waited},
 *     {@code requested}, and {@code total}; the first two, as long as a message led to the colour
 * @param chat how many chat messages of plugins have ended, by outcome
 * @param helixRequests how many requests to Helix were sent, by the class of the answer's status
 * @param tokenRefreshes how many token refreshes were tried, by outcome
 * @param reconnects how many connections were lost, could not be opened, or had to be replaced, by cause
 * @param plugins what each plugin's sessions have done, by plugin id; including those that no longer run
 * @param undelivered how many events did not reach a listener
 * @param storeWorks whether everything is stored
 * @param accounts what each account is busy with; without disabled ones
 */
public record EngineMetrics(
        SortedMap<String, Long> messages,
        long repeated,
        SortedMap<String, Long> frames,
        SortedMap<String, Long> colorChanges,
        Map<String, Latency> stages,
        SortedMap<String, Long> chat,
        SortedMap<String, Long> helixRequests,
        SortedMap<String, Long> tokenRefreshes,
        SortedMap<String, Long> reconnects,
        SortedMap<String, OfPlugin> plugins,
        long undelivered,
        boolean storeWorks,
        List<AccountDiagnostics> accounts) {
    /** Copies the collections. */
    public EngineMetrics {
        messages = copy(messages);
        frames = copy(frames);
        colorChanges = copy(colorChanges);
        stages = Map.copyOf(stages);
        chat = copy(chat);
        helixRequests = copy(helixRequests);
        tokenRefreshes = copy(tokenRefreshes);
        reconnects = copy(reconnects);
        plugins = copy(plugins);
        accounts = List.copyOf(accounts);
    }

    private static <T> SortedMap<String, T> copy(SortedMap<String, T> from) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(from));
    }

    /**
     * What one plugin's sessions have done, for all accounts together.
     *
     * @param calls how often they were called
     * @param time how long they had a thread for that
     * @param failures how many of the calls failed or took too long
     * @param droppedOwn how many own messages were dropped because a session was too slow or quarantined
     * @param droppedOthers how many messages of others were dropped for the same reason
     * @param waiting how many messages and tasks wait now
     * @param sessions how many of its sessions are in each state now; without those of accounts that do not run
     */
    public record OfPlugin(
            long calls,
            Duration time,
            long failures,
            long droppedOwn,
            long droppedOthers,
            long waiting,
            Map<PluginHealth.State, Long> sessions) {
        /** Copies the map. */
        public OfPlugin {
            sessions = Map.copyOf(sessions);
        }

        /**
         * The same with current values.
         *
         * @param nowWaiting how many messages and tasks wait
         * @param nowSessions how many sessions are in each state
         */
        public OfPlugin standing(long nowWaiting, Map<PluginHealth.State, Long> nowSessions) {
            return new OfPlugin(calls, time, failures, droppedOwn, droppedOthers, nowWaiting, nowSessions);
        }
    }
}
