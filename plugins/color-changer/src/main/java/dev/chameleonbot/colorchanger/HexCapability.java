package dev.chameleonbot.colorchanger;

import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;

/**
 * Whether an account may use any colour: what the operator says, corrected by what Twitch says.
 *
 * <p>Two refusals in a row, and presets are used; for a day, as an account can get Prime or Turbo back.
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

    boolean available() {
        return account.primeOrTurbo() && memory.get(SUSPENDED).isEmpty();
    }

    /** Why not, where it is not {@link #available()}. */
    String whyNot() {
        return account.primeOrTurbo()
                ? "Twitch has refused them; they are tried again within a day"
                : "the account has neither Prime nor Turbo";
    }

    void accepted() {
        strikes = 0;
    }

    /** Notes a refusal; says whether it was the one that suspends. */
    boolean refused() {
        strikes++;
        if (strikes < STRIKES) {
            return false;
        }
        strikes = 0;
        memory.put(SUSPENDED, "true", SUSPENSION);
        return true;
    }
}
