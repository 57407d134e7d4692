package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.runtime.BotHost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares how the accounts stand with how they stood a moment ago, and says what is new: however many messages there are,
 * this is done as often as it is asked for. Of one thread.
 */
final class Sampler {
    /** An account's rate sinks by itself; so often it is sent if nothing else is. */
    private static final Duration RATES_EVERY = Duration.ofSeconds(5);

    /** So many rows are read in a part of a frame. */
    private static final int MOST_AT_ONCE = 250;

    private final BotHost host;
    private final InstantSource clock;
    private Map<String, Seen> seen = new HashMap<>();
    private Instant ratesAt = Instant.EPOCH;

    /** The state of an account when it was last sent. */
    private record Seen(AccountStatus status, long changes, int rate) {
        boolean isLike(AccountStatus now, long changesNow) {
            return changes == changesNow && status.equals(now);
        }
    }

    Sampler(BotHost host, InstantSource clock) {
        this.host = host;
        this.clock = clock;
    }

    /** Records the state of all as sent. */
    void begin() {
        var unused = next();
    }

    /** What is new of the accounts, in pieces that a browser can take one after the other; none if nothing is. */
    List<ObjectNode> next() {
        Instant now = clock.instant();
        boolean ratesToo = !now.isBefore(ratesAt.plus(RATES_EVERY));
        if (ratesToo) {
            ratesAt = now;
        }
        Map<String, Activity> activities = host.engine().activities();
        Map<String, Seen> next = new HashMap<>();
        List<ObjectNode> changed = new ArrayList<>();
        for (AccountStatus status : host.accounts()) {
            String login = status.login();
            Seen before = seen.remove(login);
            Activity activity = activities.getOrDefault(login, Activity.NONE);
            long changes = activity.colorsChanged();
            if (before != null && before.isLike(status, changes) && !(ratesToo && before.rate() > 0)) {
                next.put(login, before);
                continue;
            }
            int rate = AccountRows.changesAMinute(activity.recentChanges(), now);
            Seen seenNow = new Seen(status, changes, rate);
            next.put(login, seenNow);
            if (!seenNow.equals(before)) {
                changed.add(AccountRows.row(status, activity, now));
            }
        }
        List<String> removed = List.copyOf(seen.keySet());
        seen = next;
        List<ObjectNode> news = new ArrayList<>();
        for (int from = 0; from < changed.size() || (from == 0 && !removed.isEmpty()); from += MOST_AT_ONCE) {
            ObjectNode piece = Json.object();
            piece.putArray("changed").addAll(changed.subList(from, Math.min(changed.size(), from + MOST_AT_ONCE)));
            ArrayNode gone = piece.putArray("removed");
            if (from == 0) {
                removed.forEach(gone::add);
            }
            news.add(piece);
        }
        return news;
    }
}
