package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.OAuthClient;
import dev.chameleonbot.engine.auth.TokenRegistry;
import dev.chameleonbot.engine.eventsub.EventSubEvent.Event;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.BlockingTimers;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.EndpointHealth;
import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.state.CapturedLog;
import dev.chameleonbot.engine.state.InMemoryStateStore;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session's subscriptions against a Helix that answers within the process, in virtual time. */
final class SubscriptionRunTest {
    private static final Failure UNAVAILABLE = new Failure(Cause.SERVER, "503");
    private static final String EMPTY_LIST = "{\"data\":[],\"pagination\":{}}";
    private static final String CREATED = "{\"data\":[{\"id\":\"id1\"}]}";

    private final ManualTimers timers = new ManualTimers();
    private final EndpointHealth health = new EndpointHealth(timers);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Told told = new Told();
    private final CapturedLog log = CapturedLog.of(SubscriptionRun.class);
    private final CapturedLog audits = CapturedLog.of(SubscriptionAudit.class);
    private volatile Function<Request, Answer> helix = request -> new Answer(500, "{}");
    private volatile String status = "enabled";
    private final OkHttpClient http =
            new OkHttpClient.Builder().addInterceptor(this::answer).build();
    private final HelixAccount account = account();
    private final Subscriptions subscriptions = new Subscriptions(calls(true), timers, new LogLimit(timers), told);

    @AfterEach
    void close() {
        subscriptions.close();
        log.close();
        audits.close();
    }

    @Test
    void theAttemptForAChannelThatIsLeftEndsAndIsToldOfNoMore() {
        helix = request -> channelOf(request).startsWith("left") ? new Answer(503, "{}") : new Answer(202, CREATED);
        for (int i = 0; i < 5; i++) {
            subscriptions.add(chat("left" + i), "left" + i);
        }
        begin();
        await().until(() -> told.lines.size() >= 5);
        for (int i = 0; i < 5; i++) {
            subscriptions.remove(chat("left" + i));
        }
        int before = told.lines.size();

        subscriptions.add(chat("streamer"), "streamer");
        timers.advance(Duration.ofMillis(1)); // A failure that is on its way still is of before the answer.
        health.answered();

        await().until(() -> {
            // Where all five have failed the breaker is open, for five seconds of either clock.
            timers.advance(Duration.ofMillis(100));
            return told.lines.contains("heard streamer");
        });
        assertThat(told.lines.subList(before, told.lines.size())).noneMatch(line -> line.contains("left"));
        assertThat(asked).filteredOn("POST"::equals).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void channelsThatHaveToWaitForTheirNextAttemptKeepNoOtherOneOut() {
        helix = request -> channelOf(request).startsWith("dear") ? new Answer(429, "{}") : new Answer(202, CREATED);
        for (int i = 0; i < 10; i++) {
            subscriptions.add(chat("dear" + i), "dear" + i);
        }
        begin();
        await().until(() -> told.lines.size() == 10);

        subscriptions.add(chat("streamer"), "streamer");

        await().until(() -> told.lines.contains("heard streamer"));
        assertThat(asked).as("no time has passed").hasSize(11);
    }

    @Test
    void theTurnThatTheConnectionWasOpenedWithIsTheFirstSubscriptions() {
        away();
        helix = request -> new Answer(202, CREATED);
        subscriptions.add(chat("streamer"), "streamer");

        subscriptions.subscribe(1, "session1", new Leave(timers.nanos(), true));

        await().until(() -> told.lines.contains("heard streamer"));
        assertThat(health.outage()).isEmpty();
    }

    @Test
    void whatTwitchClaimsToExistAndDoesNotListIsToldAsThatAndNotAsVanished() {
        helix = request -> request.method().equals("POST") ? new Answer(409, "{}") : new Answer(200, EMPTY_LIST);
        subscriptions.add(chat("streamer"), "streamer");

        begin();

        await().until(() -> told.lines.stream().anyMatch(line -> line.startsWith("refused")));
        assertThat(told.lines)
                .filteredOn(line -> line.startsWith("refused"))
                .allMatch(line -> line.contains("REFUSED") && line.contains("409"));
        assertThat(asked).filteredOn("POST"::equals).hasSize(1);
        assertThat(log.lines()).noneMatch(line -> line.contains("is gone"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[{}]}", "{\"data\":[]}", "{}", "made", ""})
    void aSuccessThatTellsNoIdIsNoOutageAndTheListTellsTheId(String body) {
        helix = request -> request.method().equals("POST") ? new Answer(202, body) : listed("id7", "enabled");
        subscriptions.add(chat("streamer"), "streamer");

        begin();
        await().until(() -> asked.contains("GET"));
        assertThat(health.outage()).isEmpty();
        assertThat(told.lines).contains("heard streamer").noneMatch(line -> line.startsWith("refused"));
        await().until(() -> {
            Frame.Revocation of7 = new Frame.Revocation("id7", "user_removed", null, null);
            return subscriptions.revoked(of7).isPresent();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket_disconnected", "authorization_revoked", "chat_user_banned"})
    void whatIsListedAsOverIsDeletedAndMadeAnew(String status) {
        helix = request -> request.method().equals("GET") ? listed("id1", status) : new Answer(202, CREATED);
        subscriptions.add(chat("streamer"), "streamer");
        begin();
        await().until(() -> told.lines.contains("heard streamer"));

        timers.advance(SubscriptionAudit.FIRST);

        await().until(() -> asked.stream().filter("POST"::equals).count() == 2);
        assertThat(asked).contains("DELETE");
    }

    /** The account's only channel. */
    @ParameterizedTest
    @CsvSource({"1, true", "20, false"})
    void aSecondRevocationIsOneTooManyOnlyWhereItComesSoonAfterTheFirst(int minutes, boolean isGivenUp) {
        helix = request -> request.method().equals("GET") ? listed("id1", "enabled") : new Answer(202, CREATED);
        Frame.Revocation revocation = new Frame.Revocation("id1", "user_removed", null, null);
        subscriptions.add(chat("streamer"), "streamer");
        begin();
        await().until(() -> subscriptions.count() == 1);
        assertThat(subscriptions.revoked(revocation)).isPresent();
        timers.advance(Duration.ofSeconds(1));
        await().until(() -> subscriptions.count() == 1);

        timers.advance(Duration.ofMinutes(minutes));
        assertThat(subscriptions.revoked(revocation)).isPresent();

        assertThat(told.lines.stream().anyMatch(line -> line.startsWith("nothing allowed")))
                .isEqualTo(isGivenUp);
    }

    @Test
    void whatHasNotMovedToAnotherSessionIsMadeAnewWhenTheOldConnectionHasEnded() {
        helix = request -> request.method().equals("GET") ? listed("id1", status) : new Answer(202, CREATED);
        subscriptions.add(chat("streamer"), "streamer");
        begin();
        await().until(() -> told.lines.contains("heard streamer"));
        int alarms = timers.alarms();

        subscriptions.moved(2, "session2");
        timers.advance(EventSubSession.LINGER);
        subscriptions.ended(3);
        assertThat(timers.alarms()).as("the next regular audit").isEqualTo(alarms + 1);
        assertThat(asked).containsExactly("POST");
        status = "websocket_disconnected";
        subscriptions.ended(1);

        await().until(() -> asked.stream().filter("POST"::equals).count() == 2);
        assertThat(asked).containsExactly("POST", "GET", "DELETE", "POST");
    }

    @Test
    void aMoveWithinASessionIsNotComparedWhenTheOldConnectionEnds() {
        helix = request -> request.method().equals("GET") ? listed("id1", "enabled") : new Answer(202, CREATED);
        subscriptions.add(chat("streamer"), "streamer");
        begin();
        await().until(() -> told.lines.contains("heard streamer"));

        subscriptions.moved(2, "session1");
        subscriptions.ended(1);
        timers.advance(SubscriptionAudit.FIRST);

        await().until(() -> asked.stream().filter("GET"::equals).count() == 2); // After the start, and after the move.
        assertThat(asked).containsExactly("POST", "GET", "GET");
    }

    @Test
    void nothingIsComparedWhileTheEndpointIsAway() {
        begin();
        away();
        int idle = timers.alarms();

        timers.advance(SubscriptionAudit.FIRST);
        await().until(() -> timers.alarms() == idle - 1); // The turn is free, the next audit is armed.
        assertThat(asked).isEmpty();

        health.answered();
        helix = request -> new Answer(200, EMPTY_LIST);
        timers.advance(SubscriptionAudit.BETWEEN);
        await().until(() -> asked.contains("GET"));
        assertThat(asked).hasSize(1);
    }

    @Test
    void aListThatDoesNotComeToAnEndProvesNothing() {
        helix = request -> request.method().equals("POST")
                ? new Answer(202, CREATED)
                : new Answer(200, "{\"data\":[],\"pagination\":{\"cursor\":\"again\"}}");
        subscriptions.add(chat("streamer"), "streamer");
        begin();
        await().until(() -> told.lines.contains("heard streamer"));

        timers.advance(SubscriptionAudit.FIRST);

        await().until(() -> audits.lines().stream().anyMatch(line -> line.contains("differ from the wanted ones")));
        assertThat(asked).containsExactly("POST", "GET", "GET");
        assertThat(told.lines).noneMatch(line -> line.startsWith("vanished"));
        assertThat(subscriptions.count()).isEqualTo(1);
    }

    @Test
    void whatWasMadeWhileTheListWasOnItsWayIsNotTakenForVanished() {
        int[] made = {0};
        helix = request -> {
            if (request.method().equals("GET")) {
                subscriptions.remove(chat("streamer"));
                subscriptions.add(chat("streamer"), "streamer");
                await().until(() ->
                        told.lines.stream().filter("heard streamer"::equals).count() == 2);
                return new Answer(200, EMPTY_LIST);
            }
            return new Answer(202, "{\"data\":[{\"id\":\"made" + ++made[0] + "\"}]}");
        };
        subscriptions.add(chat("streamer"), "streamer");
        begin();
        await().until(() -> told.lines.contains("heard streamer"));
        assertThat(timers.alarms()).isEqualTo(1);

        timers.advance(SubscriptionAudit.FIRST);

        await().until(() -> timers.alarms() == 1); // The next audit is armed: this one is done.
        assertThat(told.lines).noneMatch(line -> line.startsWith("vanished"));
        assertThat(subscriptions.count()).isEqualTo(1);
    }

    @Test
    void anAccountThatHasEndedSaysNothingOfTheEndpoint() {
        assertThatThrownBy(
                        () -> calls(false).create(chat("streamer"), () -> "session1", Retries.Door.OPEN, told::delayed))
                .isInstanceOf(InterruptedException.class);

        assertThat(health.outage()).isEmpty();
        assertThat(told.lines).isEmpty();
    }

    private void begin() {
        subscriptions.subscribe(1, "session1", new Leave(timers.nanos(), false));
    }

    private void away() {
        List<Leave> leaves = new ArrayList<>();
        health.ask(leaves::add);
        health.failed(leaves.getFirst(), UNAVAILABLE);
    }

    private static Topic chat(String channel) {
        return Topic.chat(new ChannelId(channel), new UserId("4711"));
    }

    private static Answer listed(String id, String status) {
        return new Answer(
                200,
                "{\"data\":[{\"id\":\"" + id + "\",\"status\":\"" + status
                        + "\",\"type\":\"channel.chat.message\",\"version\":\"1\",\"condition\":"
                        + "{\"broadcaster_user_id\":\"streamer\",\"user_id\":\"4711\"},\"transport\":"
                        + "{\"method\":\"websocket\",\"session_id\":\"session1\"}}],\"pagination\":{}}");
    }

    private static String channelOf(Request request) {
        try (Buffer body = new Buffer()) {
            if (request.body() != null) {
                request.body().writeTo(body);
            }
            return body.readUtf8().replaceAll(".*\"broadcaster_user_id\":\"([^\"]*)\".*", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SubscriptionCalls calls(boolean runs) {
        HelixCalls calls = new HelixCalls(http, URI.create("http://127.0.0.1:1/helix"), timers);
        if (runs) {
            calls.add(account);
        }
        return new SubscriptionCalls(account, calls, new Retries(Backoff.STANDARD, new BlockingTimers(timers)), health);
    }

    private HelixAccount account() {
        AccountConfig config = AccountConfig.builder("alice", "client")
                .channels(List.of("streamer"))
                .tokens(new ConfiguredTokens(Secret.of("access"), Optional.of(Secret.of("refresh"))))
                .build();
        AccountTokens tokens = new TokenRegistry(
                        new OAuthClient(http, http, URI.create("http://127.0.0.1:1/oauth2"), timers),
                        new InMemoryStateStore(timers).cache(timers),
                        timers,
                        Runnable::run)
                .open(config, event -> {});
        try {
            tokens.establish();
        } catch (LoginNeededException e) {
            throw new IllegalStateException(e);
        }
        return HelixAccount.of("alice", tokens, timers, new EngineMeters());
    }

    private Response answer(Interceptor.Chain chain) {
        Request request = chain.request();
        Answer answer;
        if (request.url().encodedPath().endsWith("/validate")) {
            answer = new Answer(
                    200,
                    "{\"client_id\":\"client\",\"login\":\"alice\",\"user_id\":\"4711\",\"expires_in\":14000,"
                            + "\"scopes\":[\"user:read:chat\",\"user:manage:chat_color\"]}");
        } else {
            asked.add(request.method());
            answer = helix.apply(request);
        }
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.status())
                .message("")
                .header("Ratelimit-Remaining", "799")
                .body(ResponseBody.create(answer.body(), MediaType.get("application/json")))
                .build();
    }

    private record Answer(int status, String body) {}

    /** What is told, as lines. */
    private static final class Told implements Consumer<EventSubEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        void delayed(Failure failure) {
            lines.add("delayed " + failure);
        }

        @Override
        public void accept(EventSubEvent event) {
            switch (event) {
                case Event.Subscribed heard -> {}
                case EventSubEvent.Created(var wanted) -> lines.add("heard " + wanted.name());
                case EventSubEvent.Refused(var wanted, Failure failure) ->
                    lines.add("refused " + wanted.name() + " " + failure);
                case EventSubEvent.Vanished vanished -> lines.add("vanished");
                case Event.NothingAllowed refused -> lines.add("nothing allowed " + refused.reason());
                default -> lines.add(event.toString());
            }
        }
    }
}
