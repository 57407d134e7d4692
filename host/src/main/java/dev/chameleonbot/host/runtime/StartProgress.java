package dev.chameleonbot.host.runtime;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import java.util.List;

/**
 * How far the accounts are, at one moment.
 *
 * @param needAttention how many cannot go on by themselves, or not soon
 */
public record StartProgress(int accounts, int live, int needAttention) {
    /** Counts. */
    public static StartProgress of(List<AccountStatus> statuses) {
        int live = 0;
        int needAttention = 0;
        for (AccountStatus status : statuses) {
            if (status.state() == AccountState.LIVE) {
                live++;
            }
            if (status.needsAttention()) {
                needAttention++;
            }
        }
        return new StartProgress(statuses.size(), live, needAttention);
    }

    /** Whether there is nothing left to wait for: each account hears chat, or needs somebody. */
    public boolean isOver() {
        return live + needAttention >= accounts;
    }

    private String attention() {
        return switch (needAttention) {
            case 0 -> "";
            case 1 -> ", 1 needs attention";
            default -> ", " + needAttention + " need attention";
        };
    }

    @Override
    public String toString() {
        return "live " + live + "/" + accounts + attention();
    }
}
