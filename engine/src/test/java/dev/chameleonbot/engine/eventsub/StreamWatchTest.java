package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.events.AccountEvent.Mishap;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.plugin.api.BotEvent.StreamOffline;
import dev.chameleonbot.plugin.api.BotEvent.StreamOnline;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels.Channel;
import dev.chameleonbot.plugin.api.UserId;
import dev.chameleonbot.plugin.host.AccountPlatform;
import dev.chameleonbot.plugin.host.HostPlatform;
import dev.chameleonbot.plugin.host.SessionPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is subscribed to and asked for, in virtual time. */
final class StreamWatchTest {
    private static final Channel STREAMER = new Channel(new ChannelId("1"), "streamer");
    private static final Channel OTHER = new Channel(new ChannelId("2"), "other");

    private final ManualTimers timers = new ManualTimers();
    private final AccountPlatform platform = new HostPlatform(timers::nanos).account(this::interestChanged);
    private final List<Channel> channels = new ArrayList<>(List.of(STREAMER));
    private final List<String> wishes = new ArrayList<>();
    private final Map<ChannelId, Instant> live = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private int looks;
    private final List<AccountEvent> events = new ArrayList<>();
    private final StreamWatch watch = new StreamWatch(
            "alice",
            platform,
            () -> channels,
            (topic, channel) -> wishes.add("+" + shown(topic)),
            topic -> wishes.add("-" + shown(topic)),
            asked -> {
                looks++;
                return Map.copyOf(live);
            },
            timers,
            new AlarmSet(timers),
            Runnable::run,
            events::add);

    @Test
    void doesNothingAsLongAsNobodyListens() {
        watch.channelsChanged();

        assertThat(wishes).isEmpty();
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void keepsWhatIsSubscribedToForAWhileSoThatASuccessorGoesOnWithIt() {
        listen().close();
        timers.advance(StreamWatch.LINGER.minusMillis(1));
        SessionPlatform successor = listen();
        timers.advance(Duration.ofHours(1));
        assertThat(wishes).containsExactlyInAnyOrder("+stream.online 1", "+stream.offline 1");

        wishes.clear();
        successor.close();
        timers.advance(StreamWatch.LINGER);
        assertThat(wishes).containsExactlyInAnyOrder("-stream.online 1", "-stream.offline 1");

        int before = looks;
        timers.advance(Duration.ofHours(1));
        assertThat(looks).isEqualTo(before);
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void followsTheChannelsAndForgetsTheStreamsOfThoseThatAreLeft() {
        listen();
        wishes.clear();
        live.put(STREAMER.id(), timers.instant());
        timers.advance(StreamWatch.GATHER);
        assertThat(platform.liveStreams()).hasSize(1);

        channels.add(OTHER);
        watch.channelsChanged();
        channels.remove(STREAMER);
        watch.channelsChanged();

        assertThat(wishes)
                .containsExactlyInAnyOrder(
                        "+stream.online 2", "+stream.offline 2", "-stream.online 1", "-stream.offline 1");
        assertThat(platform.liveStreams()).isEmpty();
    }

    @Test
    void findsWhatWasNotToldOf() {
        listen();
        timers.advance(StreamWatch.GATHER);
        live.put(STREAMER.id(), timers.instant());
        timers.advance(StreamWatch.BETWEEN_LOOKS);
        assertThat(notes).containsExactly("+streamer");

        live.clear();
        timers.advance(StreamWatch.BETWEEN_LOOKS);
        assertThat(notes).containsExactly("+streamer", "-streamer");
    }

    @Test
    void doesNotTakeAStreamForEndedThatHasJustBegun() {
        listen();
        timers.advance(StreamWatch.BETWEEN_LOOKS.minusMinutes(1));
        watch.onOnline(STREAMER.id(), STREAMER.login(), timers.instant());
        timers.advance(Duration.ofMinutes(1));
        assertThat(notes).containsExactly("+streamer");

        live.put(STREAMER.id(), timers.instant().minusSeconds(60));
        timers.advance(Duration.ofHours(1));
        assertThat(notes).containsExactly("+streamer");
    }

    @Test
    void doesNotBelieveAnOldAnswerThatAStreamGoesOn() {
        listen();
        Instant start = timers.instant();
        live.put(STREAMER.id(), start);
        watch.onOnline(STREAMER.id(), STREAMER.login(), start);
        watch.onOffline(STREAMER.id(), STREAMER.login());
        timers.advance(Duration.ofHours(1));

        assertThat(notes).containsExactly("+streamer", "-streamer");
    }

    @Test
    void asksOnceForSubscriptionsThatCameTogether() {
        listen();
        watch.lookSoon();
        watch.lookSoon();
        timers.advance(StreamWatch.GATHER);
        assertThat(looks).isEqualTo(1);

        watch.lookSoon();
        timers.advance(StreamWatch.GATHER);
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void tellsARefusalOnce() {
        watch.onRefused("streamer", "cost exceeded");
        watch.onRefused("other", "cost exceeded");
        watch.onRefused("streamer", "something else");

        assertThat(events)
                .extracting(event -> ((Mishap) event).problem())
                .containsExactly(
                        "Twitch does not tell of the stream of #streamer: cost exceeded",
                        "Twitch does not tell of the stream of #streamer: something else");
    }

    private void interestChanged() {
        watch.interestChanged();
    }

    private SessionPlatform listen() {
        SessionPlatform session = platform.session(new UserId("9"), Runnable::run, (delay, task) -> () -> {});
        session.events().listen(StreamOnline.class, event -> notes.add("+" + event.channelLogin()));
        session.events().listen(StreamOffline.class, event -> notes.add("-" + event.channelLogin()));
        return session;
    }

    private static String shown(Topic topic) {
        return topic.type() + " " + topic.condition().get("broadcaster_user_id");
    }
}
