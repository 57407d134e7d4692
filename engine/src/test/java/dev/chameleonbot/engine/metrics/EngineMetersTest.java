package dev.chameleonbot.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.model.EngineMetrics;
import dev.chameleonbot.engine.model.EngineMetrics.OfPlugin;
import dev.chameleonbot.engine.model.Latency;
import dev.chameleonbot.engine.model.PluginHealth.State;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatColor.Hex;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EngineMetersTest {
    private static final Hex COLOR = new Hex(1);
    private static final ChatMessage OWN = new ChatMessage(
            new MessageId("1"),
            new ChannelId("2"),
            "streamer",
            new UserId("3"),
            "alice",
            "Alice",
            "hello",
            true,
            Optional.empty(),
            Set.of(),
            Instant.EPOCH);

    private final EngineMeters meters = new EngineMeters();

    @Test
    void hasEveryKindFromTheStart() {
        EngineMetrics now = now();

        assertThat(now.messages()).isEqualTo(Map.of("own", 0L, "others", 0L));
        assertThat(now.colorChanges())
                .containsOnlyKeys("changed", "superseded", "hex_refused", "limited", "unauthorized", "failed");
        assertThat(now.stages()).containsOnlyKeys("queued", "decided", "waited", "requested", "total");
        assertThat(now.chat()).containsOnlyKeys("sent", "dropped", "not_allowed", "failed");
        assertThat(now.helixRequests()).containsOnlyKeys("2xx", "3xx", "4xx", "429", "5xx", "none");
        assertThat(now.tokenRefreshes()).containsOnlyKeys("refreshed", "refused", "failed");
        assertThat(now.frames())
                .containsOnlyKeys("welcome", "keepalive", "stream", "reconnect", "revocation", "unknown", "malformed");
        assertThat(now.reconnects())
                .containsOnlyKeys(
                        "asked",
                        "name",
                        "network",
                        "tls",
                        "server",
                        "transports",
                        "limited",
                        "refused",
                        "closed",
                        "unused",
                        "held_back");
        assertThat(now.storeWorks()).isTrue();
    }

    @Test
    void countsEachEndOfAWish() {
        List.of(
                        new ColorResult.Changed(COLOR),
                        new ColorResult.Changed(COLOR),
                        new ColorResult.Superseded(COLOR),
                        new ColorResult.HexRefused(COLOR),
                        new ColorResult.Limited(COLOR, Instant.EPOCH),
                        new ColorResult.Unauthorized(COLOR),
                        new ColorResult.Failed(COLOR, "odd"))
                .forEach(result -> meters.ended(result, true, 1, 2, 3, 4));

        assertThat(now().colorChanges())
                .isEqualTo(Map.of(
                        "changed", 2L,
                        "superseded", 1L,
                        "hex_refused", 1L,
                        "limited", 1L,
                        "unauthorized", 1L,
                        "failed", 1L));
        assertThat(now().stages().get("total")).extracting(Latency::count).isEqualTo(2L);
        assertThat(now().stages().get("total")).extracting(Latency::sum).isEqualTo(Duration.ofNanos(20));
    }

    @Test
    void measuresTheStagesBeforeTheWishOnlyWhereAMessageLedToIt() {
        meters.ended(new ColorResult.Changed(COLOR), false, 0, 0, 5, 7);

        assertThat(now().stages())
                .allSatisfy((stage, latency) -> assertThat(latency.count())
                        .as(stage)
                        .isEqualTo(stage.equals("queued") || stage.equals("decided") ? 0 : 1));
    }

    @Test
    void countsABoundInItsOwnBucketAndWhatIsBeyondAllInNone() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.measured(0);
        histogram.measured(TimeUnit.MILLISECONDS.toNanos(1));
        histogram.measured(TimeUnit.MILLISECONDS.toNanos(1) + 1);
        histogram.measured(TimeUnit.HOURS.toNanos(1));

        Latency now = histogram.now();

        assertThat(now.count()).isEqualTo(4);
        assertThat(now.buckets())
                .containsEntry(Duration.ofNanos(100_000), 1L)
                .containsEntry(Duration.ofMillis(1), 2L)
                .containsEntry(Duration.ofNanos(2_500_000), 3L)
                .containsEntry(Duration.ofMinutes(10), 3L);
        assertThat(now.sum()).isEqualTo(Duration.ofHours(1).plusMillis(2).plusNanos(1));
    }

    @Test
    void countsAnswersOfHelixByTheirClass() {
        IntStream.of(200, 202, 204, 302, 400, 401, 429, 500, 503).forEach(meters::helixAnswered);
        meters.helixUnanswered();

        assertThat(now().helixRequests())
                .isEqualTo(Map.of("2xx", 3L, "3xx", 1L, "4xx", 2L, "429", 1L, "5xx", 2L, "none", 1L));
    }

    @Test
    void sumsUpWhatAccountsHearAndForgetsNothingWhenTheyEnd() {
        ActivityMeter first = new ActivityMeter("alice", new AccountFeeds(), meters);
        ActivityMeter second = new ActivityMeter("alice", new AccountFeeds(), meters);
        meters.add(first);
        first.passedOver();
        meters.add(second);
        second.passedOver();
        second.heard(OWN);
        assertThat(now().messages()).isEqualTo(Map.of("own", 1L, "others", 2L));

        meters.remove(second);
        meters.remove(second);
        second.passedOver();
        first.passedOver();

        assertThat(now().messages()).isEqualTo(Map.of("own", 1L, "others", 3L));
    }

    @Test
    void countsTheRest() {
        meters.repeated();
        meters.came(EngineMeters.FrameKind.KEEPALIVE);
        meters.said(new SayResult.Sent());
        meters.said(new SayResult.NotAllowed("no scope"));
        meters.refreshed(AccountEvent.Refresh.REFUSED);
        meters.reconnecting(Cause.TLS);
        meters.askedToReconnect();
        meters.storeWorks(false);

        EngineMetrics now = now();

        assertThat(now.repeated()).isEqualTo(1);
        assertThat(now.frames()).containsEntry("keepalive", 1L).containsEntry("welcome", 0L);
        assertThat(now.chat()).containsEntry("sent", 1L).containsEntry("not_allowed", 1L);
        assertThat(now.tokenRefreshes()).containsEntry("refused", 1L);
        assertThat(now.reconnects()).containsEntry("tls", 1L).containsEntry("asked", 1L);
        assertThat(now.storeWorks()).isFalse();
    }

    @Test
    void countsWhatAPluginDoes() {
        PluginMeter plugin = new PluginMeter();
        plugin.called(32, 1_000);
        plugin.called(1, 500);
        plugin.failed();
        plugin.dropped(2, true);
        plugin.dropped(3, false);

        assertThat(plugin.now()).isEqualTo(new OfPlugin(33, Duration.ofNanos(1_500), 1, 2, 3, 0, Map.of()));
        assertThat(plugin.now().standing(7, Map.of(State.PAUSED, 1L)))
                .isEqualTo(new OfPlugin(33, Duration.ofNanos(1_500), 1, 2, 3, 7, Map.of(State.PAUSED, 1L)));
    }

    private EngineMetrics now() {
        return meters.now(new TreeMap<>(), 0, List.of());
    }
}
