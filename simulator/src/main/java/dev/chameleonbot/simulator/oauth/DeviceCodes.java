package dev.chameleonbot.simulator.oauth;

import dev.chameleonbot.simulator.account.Account;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Device codes that wait for somebody's decision. Thread-safe: each code is guarded by its own lock. */
public final class DeviceCodes {
    private final Map<String, Code> byDeviceCode = new ConcurrentHashMap<>();
    private final Map<String, Code> byUserCode = new ConcurrentHashMap<>();

    /** What a poll finds. */
    sealed interface Poll {
        /** The user has agreed. */
        record Approved(Account account, List<String> scopes) implements Poll {}

        /** Not, or not yet; the message is Twitch's word for it. */
        record Refused(String message) implements Poll {}
    }

    void open(
            String deviceCode,
            String userCode,
            String clientId,
            List<String> scopes,
            Duration validFor,
            Duration interval) {
        long now = System.nanoTime();
        byDeviceCode.values().stream().filter(old -> now - old.endsAt >= 0).forEach(this::remove);
        Code code = new Code(deviceCode, userCode, clientId, scopes, validFor, interval);
        byDeviceCode.put(deviceCode, code);
        byUserCode.put(userCode, code);
    }

    /**
     * Agrees as that account.
     *
     * @return whether the code was waiting
     */
    public boolean approve(String userCode, Account account) {
        return decide(userCode, account);
    }

    /**
     * Disagrees.
     *
     * @return whether the code was waiting
     */
    public boolean deny(String userCode) {
        return decide(userCode, null);
    }

    /**
     * Lets a code expire before its time.
     *
     * @return whether there was such a code
     */
    public boolean expire(String userCode) {
        return find(userCode).map(this::remove).isPresent();
    }

    /** The user codes that nobody has decided on. */
    public List<String> waiting() {
        return byUserCode.values().stream()
                .filter(code -> !code.decided)
                .map(code -> code.userCode)
                .sorted()
                .toList();
    }

    Poll poll(String deviceCode, String clientId) {
        Code code = byDeviceCode.get(deviceCode);
        if (code == null || !code.clientId.equals(clientId)) {
            return new Poll.Refused("invalid device code");
        }
        code.lock.lock();
        try {
            return poll(code);
        } finally {
            code.lock.unlock();
        }
    }

    private Poll poll(Code code) {
        long now = System.nanoTime();
        if (now - code.endsAt >= 0) {
            remove(code);
            return new Poll.Refused("invalid device code");
        }
        if (code.decided) {
            remove(code);
            Account account = code.account;
            return account == null ? new Poll.Refused("access_denied") : new Poll.Approved(account, code.scopes);
        }
        boolean tooSoon = code.polled && now - code.lastPoll < code.interval.toNanos() / 2;
        code.lastPoll = now;
        code.polled = true;
        return new Poll.Refused(tooSoon ? "slow_down" : "authorization_pending");
    }

    private boolean decide(String userCode, @Nullable Account account) {
        Code code = find(userCode).orElse(null);
        if (code == null) {
            return false;
        }
        code.lock.lock();
        try {
            if (code.decided) {
                return false;
            }
            code.account = account;
            code.decided = true;
            return true;
        } finally {
            code.lock.unlock();
        }
    }

    private Optional<Code> find(String userCode) {
        return Optional.ofNullable(byUserCode.get(userCode.toUpperCase(Locale.ROOT)));
    }

    private Code remove(Code code) {
        byDeviceCode.remove(code.deviceCode);
        byUserCode.remove(code.userCode);
        return code;
    }

    private static final class Code {
        private final ReentrantLock lock = new ReentrantLock();
        private final String deviceCode;
        private final String userCode;
        private final String clientId;
        private final List<String> scopes;
        private final long endsAt;
        private final Duration interval;
        private long lastPoll;
        private boolean polled;
        private volatile boolean decided;
        private volatile @Nullable Account account;

        private Code(
                String deviceCode,
                String userCode,
                String clientId,
                List<String> scopes,
                Duration validFor,
                Duration interval) {
            this.deviceCode = deviceCode;
            this.userCode = userCode;
            this.clientId = clientId;
            this.scopes = List.copyOf(scopes);
            this.endsAt = System.nanoTime() + validFor.toNanos();
            this.interval = interval;
        }
    }
}
