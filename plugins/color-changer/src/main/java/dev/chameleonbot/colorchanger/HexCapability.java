package dev.chameleonbot.colorchanger;

import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;

/**
 * Whether an account may use colours that are no presets: what the operator says, corrected by what Twitch says.
 *
 * <p>After two refusals in a row only presets are used; for a day, as the account may have Prime or Turbo again by then.
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

    /** Twitch took such a colour, and so takes the next one too. */
    void accepted() {
        strikes = 0;
        if (isSuspended()) {
            memory.remove(SUSPENDED);
        }
    }

    /**
     * Twitch refused such a colour.
     *
     * @return whether that was the refusal that suspends; a later one, of a wish that was under way, says nothing new
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
