package dev.chameleonbot.host.alerts;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.AccountStatusChanged;
import dev.chameleonbot.engine.model.EngineEvent.MessagesDropped;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.model.EngineEvent.PluginHealthChanged;
import dev.chameleonbot.engine.model.EngineEvent.StateRecovered;
import dev.chameleonbot.engine.model.EngineEvent.StateTrouble;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is sent and when: the same kind of one account at most once an interval; what is still true when the
 * interval ends is sent then. Holds only what was, or is to be, sent within the last interval.
 *
 * <p>Not thread-safe; times are nanoseconds of its owner's clock.
 */
final class AlertThrottle {
    /** How long the first of several alerts waits for the others. */
    static final Duration BURST = Duration.ofSeconds(5);

    /** The state store, which is no account's. */
    private static final Subject STORE = Subject.ofAccount("");

    private final long interval;
    /** Troubles that last. */
    private final Map<Subject, Condition> conditions = new HashMap<>();
    /** What happens now and then. */
    private final Map<TallyKey, Tally> tallies = new HashMap<>();

    AlertThrottle(Duration atMostEvery) {
        this.interval = atMostEvery.toNanos();
    }

    /** Takes note of an event; true if there may be something new to tell. */
    boolean note(EngineEvent event, long now) {
        return switch (event) {
            case AccountStatusChanged(Instant at, AccountStatus before, AccountStatus after) ->
                account(at, before, after, now);
            case StateTrouble(Instant at, String problem, String advice) ->
                trouble(STORE, new Alert(AlertKind.STATE_TROUBLE, at, "", "", problem, advice, 1), now);
            case StateRecovered(Instant at) ->
                recovery(STORE, new Alert(AlertKind.STATE_RECOVERED, at, "", "", "", "", 1), now);
            case MessagesDropped dropped ->
                tally(
                        new Alert(
                                AlertKind.MESSAGES_DROPPED,
                                dropped.at(),
                                dropped.login(),
                                dropped.pluginId(),
                                "The plugin takes longer for a message than messages take to come",
                                "Look for what it waits for, or remove the plugin.",
                                dropped.ownMessages()),
                        now);
            case PluginHealthChanged(Instant at, String login, PluginHealth health) ->
                health.state() == PluginHealth.State.QUARANTINED
                        && tally(
                                new Alert(
                                        AlertKind.PLUGIN_QUARANTINED,
                                        at,
                                        login,
                                        health.pluginId(),
                                        health.reason(),
                                        "Update or reload the plugin, or disable it; the log has where it was.",
                                        1),
                                now);
            case PluginFailed failed ->
                tally(
                        new Alert(
                                AlertKind.PLUGIN_FAILED,
                                failed.at(),
                                failed.login(),
                                failed.pluginId(),
                                failed.error() + " (in " + failed.what() + ")",
                                "The log has the stack trace; tell it to the plugin's author.",
                                failed.times()),
                        now);
        };
    }

    private boolean account(Instant at, AccountStatus before, AccountStatus after, long now) {
        String login = after.login();
        if (after.state() == AccountState.STOPPED) {
            conditions.keySet().removeIf(subject -> subject.account().equals(login));
            tallies.keySet().removeIf(key -> key.account().equals(login));
            return false;
        }
        boolean isNews = state(at, before, after, now);
        for (Trouble begun : missing(troubles(after), troubles(before))) {
            isNews |= trouble(Subject.of(login, begun), attention(at, login, begun), now);
        }
        for (Trouble ended : missing(troubles(before), troubles(after))) {
            isNews |= ended(Subject.of(login, ended), at, after, now);
        }
        return isNews;
    }

    private boolean state(Instant at, AccountStatus before, AccountStatus after, long now) {
        Subject subject = Subject.ofAccount(after.login());
        Optional<AlertKind> kind = kind(after);
        if (kind.isEmpty()) {
            return false;
        }
        if (kind.equals(kind(before))) {
            Condition condition = conditions.get(subject);
            if (condition != null
                    && !kind.get().isRecovery()
                    && !before.prompt().equals(after.prompt())) {
                condition.reads(alert(kind.get(), at, after));
            }
            return false;
        }
        return kind.get().isRecovery()
                ? ended(subject, at, after, now)
                : trouble(subject, alert(kind.get(), at, after), now);
    }

    /** What a state is worth telling as; empty for one that is on its way to another. */
    private static Optional<AlertKind> kind(AccountStatus status) {
        return switch (status.state()) {
            case NEEDS_LOGIN -> Optional.of(AlertKind.NEEDS_LOGIN);
            case PARKED -> Optional.of(AlertKind.PARKED);
            case FAILED -> Optional.of(AlertKind.FAILED);
            case LIVE -> Optional.of(AlertKind.RECOVERED);
            case STARTING, CONNECTING, RECONNECTING, STOPPED -> Optional.empty();
        };
    }

    /** The troubles that need attention and are told for themselves, as the account goes on; not the reason of its state. */
    private static List<Trouble> troubles(AccountStatus status) {
        return status.troubles().stream()
                .filter(trouble -> trouble.advice().isPresent())
                .filter(trouble -> !status.state().needsAttention() || !isReasonOfAState(trouble.kind()))
                .toList();
    }

    private static boolean isReasonOfAState(Trouble.Kind kind) {
        return switch (kind) {
            case CONFIGURATION, LOGIN, REFUSED, FAULT -> true;
            case START, TOKEN, SCOPES, NAME, CONNECTION, CHANNEL, FOLLOWED, STREAM, COLOR, CHAT, PLUGIN -> false;
        };
    }

    private static List<Trouble> missing(List<Trouble> from, List<Trouble> in) {
        return from.stream().filter(one -> in.stream().noneMatch(one::isLike)).toList();
    }

    private static Alert attention(Instant at, String login, Trouble trouble) {
        return new Alert(
                AlertKind.NEEDS_ATTENTION,
                at,
                login,
                "",
                trouble.problem(),
                trouble.advice().orElse(""),
                1);
    }

    /** Of an account that is in other trouble still, nobody is told that it is well. */
    private boolean ended(Subject subject, Instant at, AccountStatus after, long now) {
        Condition condition = conditions.get(subject);
        if (condition != null && after.needsAttention()) {
            condition.ends();
            return false;
        }
        return recovery(subject, new Alert(AlertKind.RECOVERED, at, after.login(), "", "", "", 1), now);
    }

    private static Alert alert(AlertKind kind, Instant at, AccountStatus status) {
        return new Alert(
                kind,
                at,
                status.login(),
                "",
                status.attention().map(Trouble::problem).or(status::lastError).orElse(""),
                status.prompt()
                        .map(prompt -> "Open " + prompt.verificationUri() + " as " + status.login()
                                + " and agree (code " + prompt.userCode() + ", good until " + prompt.expiresAt() + ").")
                        .or(status::advice)
                        .orElse(""),
                1);
    }

    private boolean trouble(Subject subject, Alert alert, long now) {
        conditions.computeIfAbsent(subject, name -> new Condition()).is(alert, now);
        return true;
    }

    private boolean recovery(Subject subject, Alert alert, long now) {
        Condition condition = conditions.get(subject);
        if (condition != null) {
            condition.is(alert, now);
        }
        return condition != null;
    }

    private boolean tally(Alert alert, long now) {
        tallies.computeIfAbsent(new TallyKey(alert.kind(), alert.account(), alert.plugin()), key -> new Tally())
                .add(alert, now);
        return true;
    }

    /** When something is to be told next; empty while there is nothing to tell. */
    OptionalLong next() {
        return entries()
                .filter(Entry::waits)
                .mapToLong(entry -> Math.max(entry.noticed() + BURST.toNanos(), entry.allowed(interval)))
                .min();
    }

    /** Everything that may be told now, however short a while it has waited; it then counts as told. */
    List<Alert> due(long now) {
        List<Alert> due = new ArrayList<>();
        entries()
                .filter(entry -> entry.waits() && entry.allowed(interval) <= now)
                .forEach(entry -> due.add(entry.tell(now)));
        forgetOld(conditions.values(), now);
        forgetOld(tallies.values(), now);
        due.sort(Comparator.comparing(Alert::kind).thenComparing(Alert::at).thenComparing(Alert::account));
        return due;
    }

    private void forgetOld(Collection<? extends Entry> entries, long now) {
        entries.removeIf(entry -> entry.isOver() && !entry.waits() && entry.allowed(interval) <= now);
    }

    /** How many accounts and plugins are remembered. */
    int size() {
        return conditions.size() + tallies.size();
    }

    private Stream<Entry> entries() {
        return Stream.concat(conditions.values().stream(), tallies.values().stream());
    }

    /** What is in trouble: an account as a whole, or one thing of it. */
    private record Subject(String account, Optional<Trouble.Kind> kind, String name) {
        static Subject ofAccount(String login) {
            return new Subject(login, Optional.empty(), "");
        }

        static Subject of(String login, Trouble trouble) {
            return new Subject(login, Optional.of(trouble.kind()), trouble.subject());
        }
    }

    private record TallyKey(AlertKind kind, String account, String plugin) {}

    /** Something that is to be told, or was. */
    private sealed interface Entry {
        boolean waits();

        /** Whether nothing of it lasts, so that it can be forgotten after its interval. */
        boolean isOver();

        long noticed();

        /** From when on it may be told, as far as its interval is concerned. */
        long allowed(long interval);

        Alert tell(long now);
    }

    /** A state of something: it lasts until it is another one, and is told when it is not the one that was told last. */
    private static final class Condition implements Entry {
        private final Map<AlertKind, Long> told = new EnumMap<>(AlertKind.class);
        private @Nullable AlertKind toldLast;
        private @Nullable Alert current;
        private long noticed;

        void is(Alert alert, long now) {
            boolean waited = waits();
            current = alert;
            noticed = waited ? noticed : now;
        }

        /** What there is to say of it has changed: where to log in is known a moment after that it has to be done. */
        void reads(Alert alert) {
            if (current != null && current.kind() == alert.kind()) {
                current = alert;
            }
        }

        /** It is over, and that is not worth telling. */
        void ends() {
            current = null;
            toldLast = null;
        }

        @Override
        public boolean waits() {
            if (current == null || current.kind() == toldLast) {
                return false;
            }
            return toldLast != null || !current.kind().isRecovery();
        }

        @Override
        public boolean isOver() {
            return current == null || current.kind().isRecovery();
        }

        @Override
        public long noticed() {
            return noticed;
        }

        /** Of what it is now; what it was before may have been told just now. */
        @Override
        public long allowed(long interval) {
            if (!waits()) {
                return told.values().stream()
                        .mapToLong(time -> time + interval)
                        .max()
                        .orElse(0);
            }
            Long last = current == null ? null : told.get(current.kind());
            return last == null ? 0 : last + interval;
        }

        @Override
        public Alert tell(long now) {
            if (current == null) {
                throw new IllegalStateException("There is nothing to tell");
            }
            told.put(current.kind(), now);
            toldLast = current.kind();
            return current;
        }
    }

    /** Something that happens again and again: counted while it may not be told. */
    private static final class Tally implements Entry {
        private @Nullable Alert latest;
        private long count;
        private long noticed;
        private @Nullable Long told;

        void add(Alert alert, long now) {
            noticed = waits() ? noticed : now;
            latest = alert;
            count += alert.count();
        }

        @Override
        public boolean waits() {
            return count > 0;
        }

        @Override
        public boolean isOver() {
            return true;
        }

        @Override
        public long noticed() {
            return noticed;
        }

        @Override
        public long allowed(long interval) {
            return told == null ? 0 : told + interval;
        }

        @Override
        public Alert tell(long now) {
            if (latest == null) {
                throw new IllegalStateException("There is nothing to tell");
            }
            Alert alert = latest.times(count);
            told = now;
            count = 0;
            return alert;
        }
    }
}
