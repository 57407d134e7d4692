package dev.chameleonbot.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Metrics;
import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.api.ServiceListener;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Services, events and metrics of sessions whose threads a test runs by hand. */
final class SessionPlatformTest {
    private static final BotEvent LIVE = new BotEvent.Live(Instant.EPOCH);
    private static final BotEvent LOST = new BotEvent.Reconnecting(Instant.EPOCH, "it broke");

    private static final UserId SELF = new UserId("1");

    private final HostPlatform host = new HostPlatform(() -> 0);
    private final AccountPlatform account = host.account();
    private final Deque<Runnable> turns = new ArrayDeque<>();
    private final SessionPlatform publisher = account.session(SELF, turns::add, (delay, task) -> () -> {});
    private final SessionPlatform user = account.session(SELF, turns::add, (delay, task) -> () -> {});
    private final List<String> notes = new ArrayList<>();
    private final ServiceListener<CharSequence> noting = new ServiceListener<>() {
        @Override
        public void onAdded(CharSequence service) {
            notes.add("+" + service);
        }

        @Override
        public void onGone(CharSequence service) {
            notes.add("-" + service);
        }
    };

    @Test
    void findsTheAccountsServicesBeforeTheHostsAndTheOldestFirst() {
        host.publish(CharSequence.class, "the host's");
        Registration first = publisher.services().publish(CharSequence.class, "first");
        publisher.services().publish(CharSequence.class, "second");

        assertThat(user.services().find(CharSequence.class)).contains("first");
        first.close();
        assertThat(user.services().find(CharSequence.class)).contains("second");
        publisher.close();
        assertThat(user.services().find(CharSequence.class)).contains("the host's");
        assertThat(user.services().find(String.class)).isEmpty();
    }

    @Test
    void makesAServiceOnDemandOnceForAllWhoAskAndNotBefore() {
        AtomicInteger made = new AtomicInteger();
        Registration registration = host.publishOnDemand(CharSequence.class, () -> "number " + made.incrementAndGet());

        assertThat(user.services().find(String.class)).isEmpty();
        assertThat(made).hasValue(0);
        assertThat(user.services().find(CharSequence.class)).contains("number 1");
        publisher.services().track(CharSequence.class, noting);
        run();
        registration.close();
        run();
        assertThat(notes).containsExactly("+number 1", "-number 1");
        assertThat(user.services().find(CharSequence.class)).isEmpty();
    }

    @Test
    void keepsAccountsApart() {
        publisher.services().publish(CharSequence.class, "not for others");

        assertThat(host.account().find(CharSequence.class)).isEmpty();
    }

    @Test
    void tellsOfServicesThatAreThereAndThatComeAndGoOnTheSessionsThread() {
        Registration early = publisher.services().publish(CharSequence.class, "early");
        user.services().track(CharSequence.class, noting);
        Registration late = host.publish(CharSequence.class, "late");
        early.close();
        late.close();
        late.close();

        assertThat(notes).isEmpty();
        run();
        assertThat(notes).containsExactly("+early", "+late", "-early", "-late");
    }

    @Test
    void tellsNothingMoreAfterTheEndAlsoNotWhatIsUnderWay() {
        Registration tracking = user.services().track(CharSequence.class, noting);
        publisher.services().publish(CharSequence.class, "in progress");
        tracking.close();
        publisher.services().publish(CharSequence.class, "later");

        run();
        assertThat(notes).isEmpty();
    }

    @Test
    void endsWhatASessionHasRegisteredTheLatestFirst() {
        user.services().track(CharSequence.class, noting);
        publisher.services().publish(CharSequence.class, "first");
        publisher.services().publish(CharSequence.class, "second");
        run();
        notes.clear();

        publisher.close();
        run();
        assertThat(notes).containsExactly("-second", "-first");

        publisher.services().publish(CharSequence.class, "after the end");
        assertThat(user.services().find(CharSequence.class)).isEmpty();
    }

    @Test
    void keepsNothingOfATypeThatNobodyUses() {
        Registration service = host.publish(CharSequence.class, "x");
        Registration tracking = user.services().track(CharSequence.class, noting);
        service.close();
        tracking.close();

        assertThat(host).extracting("services.published", "services.trackers").containsExactly(Map.of(), Map.of());
    }

    @Test
    void tellsOfEventsOfTheKindAskedForAndOfTheLatestOne() {
        account.happened(LIVE);
        user.events().listen(BotEvent.Live.class, event -> notes.add("live"));
        user.events().listen(BotEvent.Reconnecting.class, event -> notes.add(event.reason()));
        Registration all = user.events().listen(BotEvent.class, event -> notes.add("any"));
        account.happened(LOST);
        run();
        assertThat(notes).containsExactly("live", "any", "it broke", "any");

        notes.clear();
        account.happened(LIVE);
        all.close();
        run();
        assertThat(notes).containsExactly("live");

        notes.clear();
        account.happened(LIVE);
        user.close();
        account.happened(LIVE);
        run();
        assertThat(notes).isEmpty();
    }

    @Test
    void tellsOfStreamsThatAreLiveToWhoListensLater() {
        account.happened(online("streamer", 10));
        account.happened(online("other", 20));
        account.happened(offline("streamer", 30));
        account.happened(LIVE);
        user.events().listen(BotEvent.class, this::note);
        run();

        assertThat(notes).containsExactly("Live", "StreamOnline other");
        account.forgetStream(new ChannelId("other"));
        assertThat(account.liveStreams()).isEmpty();
    }

    @Test
    void tellsEachBeginningAndEachEndOfAStreamOnce() {
        user.events().listen(BotEvent.class, this::note);
        account.happened(online("streamer", 10));
        account.happened(new BotEvent.StreamOnline(
                Instant.ofEpochSecond(11), new ChannelId("streamer"), "streamer", Instant.ofEpochSecond(10, 5)));
        account.happened(offline("streamer", 70));
        account.happened(offline("streamer", 71));
        account.happened(online("streamer", 10));
        run();
        assertThat(notes).containsExactly("StreamOnline streamer", "StreamOffline streamer");

        notes.clear();
        account.happened(online("streamer", 80));
        account.happened(online("streamer", 90));
        account.happened(offline("streamer", 100));
        account.happened(offline("streamer", 1_000));
        run();
        assertThat(notes)
                .containsExactly(
                        "StreamOnline streamer",
                        "StreamOnline streamer",
                        "StreamOffline streamer",
                        "StreamOffline streamer");
    }

    @Test
    void knowsWhetherEventsOfStreamsAreAwaitedByName() {
        List<Boolean> interest = new ArrayList<>();
        List<AccountPlatform> created = new ArrayList<>();
        AccountPlatform platform =
                host.account(() -> interest.add(created.getFirst().isAwaited(BotEvent.StreamOnline.class)));
        created.add(platform);
        SessionPlatform session = platform.session(SELF, turns::add, (delay, task) -> () -> {});

        session.events().listen(BotEvent.class, event -> {});
        session.events().listen(BotEvent.Live.class, event -> {});
        assertThat(interest).isEmpty();
        session.events().listen(BotEvent.StreamOnline.class, event -> {});
        session.close();

        assertThat(interest).containsExactly(true, false);
        assertThat(platform.isAwaited(BotEvent.StreamOffline.class)).isFalse();
    }

    private void note(BotEvent event) {
        notes.add(
                switch (event) {
                    case BotEvent.StreamOnline online -> "StreamOnline " + online.channelLogin();
                    case BotEvent.StreamOffline offline -> "StreamOffline " + offline.channelLogin();
                    default -> event.getClass().getSimpleName();
                });
    }

    private static BotEvent online(String channel, int second) {
        Instant time = Instant.ofEpochSecond(second);
        return new BotEvent.StreamOnline(time, new ChannelId(channel), channel, time);
    }

    private static BotEvent offline(String channel, int second) {
        return new BotEvent.StreamOffline(Instant.ofEpochSecond(second), new ChannelId(channel), channel);
    }

    @Test
    void countsAndMeasures() {
        Metrics metrics = user.metrics();
        metrics.counter("calls").increment();
        metrics.counter("calls").add(2);
        metrics.timer("answer").record(Duration.ofMillis(30));
        metrics.timer("answer").record(Duration.ofMillis(12));
        metrics.timer("age").record(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(user.figures())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "calls",
                        3L,
                        "answer.count",
                        2L,
                        "answer.millis",
                        42L,
                        "age.count",
                        1L,
                        "age.millis",
                        Duration.ofDays(36_500).toMillis()));
        assertThatIllegalArgumentException().isThrownBy(() -> metrics.timer("calls"));
        assertThatIllegalArgumentException().isThrownBy(() -> metrics.counter("answer.count"));
        metrics.counter("x.millis");
        assertThatIllegalArgumentException().isThrownBy(() -> metrics.timer("x"));
        assertThatIllegalArgumentException().isThrownBy(() -> metrics.counter("No Name"));
        for (int i = 4; i < 64; i++) {
            metrics.counter("n" + i);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> metrics.counter("one.too.many"));
    }

    @Test
    void showsWhatItSaidLastOfItselfUntilItEnds() {
        assertThat(user.status()).isEmpty();
        user.showStatus("changing on");
        user.showStatus("changing off");
        assertThat(user.status()).isEqualTo("changing off");

        assertThatIllegalArgumentException().isThrownBy(() -> user.showStatus("two\nlines"));
        assertThatIllegalArgumentException().isThrownBy(() -> user.showStatus("x".repeat(61)));
        assertThat(user.status()).isEqualTo("changing off");

        user.close();
        assertThat(user.status()).isEmpty();
    }

    private void run() {
        for (Runnable turn = turns.poll(); turn != null; turn = turns.poll()) {
            turn.run();
        }
    }
}
