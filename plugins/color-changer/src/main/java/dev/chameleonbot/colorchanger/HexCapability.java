package dev.chameleonbot.colorchanger;

import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;

/**
 * Whether an account may use hex colours: the operator's setting, corrected by Twitch's answers.
 *
 * <p>After two refusals in a row only presets are used for a day; by then the account may have Prime or Turbo again.
 */
final class HexCapability {
    private static final String SUSPENDED = "hex_suspended";
    private static final Duration SUSPENSION = Duration.ofDays(1);
    private static final int STRIKES = 2;

    private final Account account;
    private final Memory memory;
    private int strikes;

    HexCapability(Account account, Memory memory) {
        this.account = account;
        this.memory = memory;
    }

    boolean isAvailable() {
        return account.primeOrTurbo() && !isSuspended();
    }

    /** Why it is not {@linkplain #isAvailable() available}. */
    String whyNot() {
        return account.primeOrTurbo()
                ? "Twitch has refused two hex colours in a row; hex colours are tried again after a day"
                : "the account has neither Prime nor Turbo";
    }

    /** Twitch accepted a hex colour, so it will accept the next one. */
    void accepted() {
        strikes = 0;
        if (isSuspended()) {
            memory.remove(SUSPENDED);
        }
    }

    /**
     * Twitch refused a hex colour.
     *
     * @return whether this refusal suspends hex colours; false for a later refusal of an earlier request
     */
    boolean refused() {
        if (isSuspended() || ++strikes < STRIKES) {
            return false;
        }
        strikes = 0;
        memory.put(SUSPENDED, "true", SUSPENSION);
        return true;
    }

    private boolean isSuspended() {
        return memory.get(SUSPENDED).isPresent();
    }
}
