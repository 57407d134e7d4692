package dev.chameleonbot.host.run;

import dev.chameleonbot.engine.AccountStatus;
import java.util.Collection;

/**
 * How many accounts stand how.
 *
 * @param accounts how many there are
 * @param live how many hear at least one of their channels
 * @param inTrouble how many need somebody's attention
 */
public record LiveCount(int accounts, int live, int inTrouble) {
    /** Counts. */
    public static LiveCount of(Collection<AccountStatus> statuses) {
        int live = 0;
        int inTrouble = 0;
        for (AccountStatus status : statuses) {
            switch (status.state()) {
                case LIVE -> live++;
                case NEEDS_LOGIN, PARKED, FAILED -> inTrouble++;
                case STARTING, CONNECTING, RECONNECTING, STOPPED -> {
                    // On their way, or ended as asked.
                }
            }
        }
        return new LiveCount(statuses.size(), live, inTrouble);
    }

    /** Whether every account that is not live needs somebody's attention, and there is such a one. */
    public boolean hopeless() {
        return inTrouble > 0 && live + inTrouble == accounts;
    }

    /** Such as {@code live 312/1000, 3 need attention}. */
    @Override
    public String toString() {
        String attention = switch (inTrouble) {
            case 0 -> "";
            case 1 -> ", 1 needs attention";
            default -> ", " + inTrouble + " need attention";
        };
        return "live " + live + "/" + accounts + attention;
    }
}
