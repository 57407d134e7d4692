package dev.chameleonbot.host.runtime;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.AccountStatusChanged;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.LeftOutAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The accounts that cannot be run as the configuration has them, as {@code status} and the alerts see them: those left out
 * as failed, those that go on with what they had as accounts that need attention.
 *
 * <p>Thread-safe: the thread that changes the configuration replaces the content as a whole.
 */
final class MisconfiguredAccounts {
    /** By what they are called; never changed. */
    private volatile SequencedMap<String, Entry> accounts = new LinkedHashMap<>();

    private record Entry(LeftOutAccount account, boolean continues, Instant since) {
        boolean isLike(LeftOutAccount other, boolean otherContinues) {
            return account.problems().equals(other.problems()) && continues == otherContinues;
        }

        Trouble trouble() {
            String place = account.place().isEmpty() ? "the account" : account.place();
            String where = account.origin().isOwnFile() ? "" : " in the configuration";
            String advice = "Correct " + place + where + "; the change takes effect within seconds."
                    + (continues ? " Until then the account keeps its last valid configuration." : "");
            return new Trouble(
                    Trouble.Kind.CONFIGURATION, "", account.summary(), Optional.of(advice), since, Optional.empty());
        }
    }

    /** Takes those of another configuration; what is wrong still is so since it was found first. */
    void take(HostConfig config, Instant now) {
        SequencedMap<String, Entry> next = new LinkedHashMap<>();
        for (LeftOutAccount account : config.leftOut()) {
            boolean continues = config.continues(account);
            Entry before = accounts.get(account.name());
            Instant since = before != null && before.isLike(account, continues) ? before.since() : now;
            next.put(account.name(), new Entry(account, continues, since));
        }
        accounts = next;
    }

    /** How all accounts stand, by how those of the engine do. */
    List<AccountStatus> among(List<AccountStatus> running) {
        SequencedMap<String, Entry> now = accounts;
        List<AccountStatus> all = new ArrayList<>();
        running.forEach(status -> all.add(marked(status, now)));
        now.values().stream()
                .filter(entry -> !entry.continues())
                .map(MisconfiguredAccounts::failed)
                .forEach(all::add);
        return all;
    }

    /** What has happened, with the mark of those that go on. */
    EngineEvent marked(EngineEvent event) {
        SequencedMap<String, Entry> now = accounts;
        return event instanceof AccountStatusChanged(Instant at, AccountStatus before, AccountStatus after)
                ? new AccountStatusChanged(at, marked(before, now), marked(after, now))
                : event;
    }

    private static AccountStatus marked(AccountStatus status, Map<String, Entry> accounts) {
        Entry entry = accounts.get(status.login());
        return entry != null && entry.continues() ? status.withTrouble(entry.trouble()) : status;
    }

    private static AccountStatus failed(Entry entry) {
        return AccountStatus.initial(entry.account().name(), AccountState.FAILED, entry.since(), 0)
                .withTrouble(entry.trouble());
    }

    /** What has happened to the accounts that are, or were, misconfigured. */
    static List<EngineEvent> changes(List<AccountStatus> before, List<AccountStatus> after, Instant at) {
        Map<String, AccountStatus> then = new LinkedHashMap<>();
        before.forEach(status -> then.put(status.login(), status));
        List<EngineEvent> events = new ArrayList<>();
        for (AccountStatus status : after) {
            AccountStatus last = Optional.ofNullable(then.remove(status.login()))
                    .orElseGet(() -> AccountStatus.initial(status.login(), AccountState.STARTING, at, 0));
            if (isMarked(last) || isMarked(status)) {
                events.add(new AccountStatusChanged(at, last, status));
            }
        }
        then.values().stream()
                .filter(MisconfiguredAccounts::isMarked)
                .forEach(gone ->
                        events.add(new AccountStatusChanged(at, gone, gone.withState(AccountState.STOPPED, at))));
        return events;
    }

    private static boolean isMarked(AccountStatus status) {
        return status.troubles().stream().anyMatch(trouble -> trouble.kind() == Trouble.Kind.CONFIGURATION);
    }
}
