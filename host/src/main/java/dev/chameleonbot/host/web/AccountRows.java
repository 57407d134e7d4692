package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.engine.model.Activity.ColorChange;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.host.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a list shows of an account. */
final class AccountRows {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private AccountRows() {}

    static ObjectNode row(AccountStatus status, Activity activity, Instant now) {
        ObjectNode row = Json.object();
        fill(row, status, activity, now);
        return row;
    }

    static void fill(ObjectNode row, AccountStatus status, Activity activity, Instant now) {
        row.put("login", status.login())
                .put("state", status.state().name())
                .put("since", status.since().toString())
                .put("enabled", status.state() != AccountState.STOPPED)
                .put("needs_attention", status.needsAttention())
                .put("advice", status.advice().orElse(null))
                .put("action", action(status).orElse(null))
                .put("last_error", status.lastError().orElse(null))
                .put("last_error_at", Json.text(status.lastTrouble().map(one -> one.since())))
                .put("channels_wanted", status.channelsWanted())
                .put("channels_heard", status.channelsHeard())
                .put("own_messages", activity.own())
                .put("colors_changed", activity.colorsChanged())
                .put("changes_a_minute", changesAMinute(activity.recentChanges(), now));
        ArrayNode colors = row.putArray("colors");
        activity.recentChanges().forEach(change -> colors.add(change.color().wireName()));
    }

    /** What a button can do of that which is advised. */
    private static Optional<String> action(AccountStatus status) {
        if (status.state() == AccountState.STOPPED) {
            return Optional.of("enable");
        }
        if (status.state() == AccountState.NEEDS_LOGIN) {
            return Optional.of("login");
        }
        return status.attention().map(Trouble::kind).flatMap(kind -> switch (kind) {
            case LOGIN, SCOPES, TOKEN -> Optional.of("login");
            case CONFIGURATION -> Optional.of("reload");
            default -> Optional.empty();
        });
    }

    /**
     * How many changes there were in the last minute. Where more are made than are kept, their distance tells.
     *
     * @param recent the last changes, the newest first
     */
    static int changesAMinute(List<ColorChange> recent, Instant now) {
        int within = (int) recent.stream()
                .takeWhile(change -> change.at().plus(MINUTE).isAfter(now))
                .count();
        if (within < Activity.MOST_RECENT) {
            return within;
        }
        long millis = Math.max(1, Duration.between(recent.getLast().at(), now).toMillis());
        return Math.toIntExact(within * MINUTE.toMillis() / millis);
    }
}
