package dev.chameleonbot.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.diagnosis.EndpointAnswer;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Failed;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Reached;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Times;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Names, proxy, endpoints and the clock. */
final class NetworkChecksTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.500Z");
    private static final Times QUICK = new Times(
            Optional.of(Duration.ofMillis(5)),
            Optional.of(Duration.ofMillis(60)),
            Optional.of(Duration.ofMillis(40)),
            Duration.ofMillis(120));
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong();

    private static TwitchEndpoints twitch() {
        return TwitchEndpoints.TWITCH;
    }

    private static Reached reached(int status, Times times) {
        return new Reached(status, Optional.empty(), NOW, times);
    }

    private static List<Finding> endpoints(EndpointAnswer auth, EndpointAnswer helix, EndpointAnswer eventSub)
            throws Exception {
        EndpointSource source = new EndpointSource(
                NetworkChecksTest::twitch,
                address -> address.getHost().startsWith("id.")
                        ? auth
                        : address.getHost().startsWith("api.") ? helix : eventSub,
                LONG);
        return new EndpointCheck(NetworkChecksTest::twitch, source).run();
    }

    @Test
    void tellsHowLongEachEndpointTook() throws Exception {
        List<Finding> found = endpoints(reached(401, QUICK), reached(401, QUICK), reached(101, QUICK));

        assertThat(found).extracting(Finding::subject).containsExactly("auth", "helix", "eventsub");
        assertThat(found).allSatisfy(finding -> assertThat(finding.verdict()).isInstanceOf(Verdict.Fine.class));
        assertThat(found.getFirst().verdict().sentence())
                .isEqualTo("id.twitch.tv answers after 120 ms (name 5, connection 60, of that TLS 40)");
        assertThat(found.getFirst().facts())
                .containsEntry("milliseconds", 120L)
                .containsEntry("address", "https://id.twitch.tv/oauth2/validate");
    }

    @Test
    void tellsAFirewallFromASilentNetworkAndAnOutage() throws Exception {
        List<Finding> found = endpoints(
                new Failed("a page in place of Twitch's answer", true, QUICK),
                new Failed("it took too long", false, QUICK),
                reached(503, QUICK));

        assertThat(found.getFirst().verdict())
                .isInstanceOfSatisfying(
                        Verdict.Problem.class,
                        problem -> assertThat(problem.advice()).contains("firewall"));
        assertThat(found.get(1).verdict()).isInstanceOf(Verdict.Problem.class);
        assertThat(found.getLast().verdict()).isInstanceOf(Verdict.Warning.class);
    }

    @Test
    void findsAnAddressThatIsWrongAndOneThatIsSlow() throws Exception {
        Times slow = new Times(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(4));

        List<Finding> found = endpoints(reached(404, QUICK), reached(401, slow), reached(101, QUICK));

        assertThat(found.getFirst().verdict()).isInstanceOf(Verdict.Problem.class);
        assertThat(found.get(1).verdict()).isInstanceOf(Verdict.Warning.class);
    }

    @Test
    void givesUpOnAnEndpointThatHangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        EndpointSource source = new EndpointSource(
                NetworkChecksTest::twitch,
                address -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return reached(200, QUICK);
                },
                Duration.ofMillis(1));

        assertThat(source.get().values())
                .hasSize(3)
                .allSatisfy(answer -> assertThat(answer).isInstanceOf(Failed.class));
    }

    @Test
    void holdsTheClockAgainstTwitchs() throws Exception {
        assertThat(clock("2026-11-28T12:00:00Z").verdict()).isInstanceOf(Verdict.Fine.class);
        assertThat(clock("2026-11-28T11:59:35Z").verdict()).isInstanceOf(Verdict.Fine.class);
        assertThat(clock("2026-11-28T11:59:20Z").verdict()).isInstanceOf(Verdict.Warning.class);
        Finding behind = clock("2026-11-28T12:10:00Z");
        assertThat(behind.verdict()).isInstanceOf(Verdict.Problem.class);
        assertThat(behind.verdict().sentence()).contains("10 min 0 s behind");
        assertThat(behind.facts()).containsEntry("seconds_ahead", -600L);
    }

    private static Finding clock(String theirs) throws Exception {
        Reached answer = new Reached(401, Optional.of(Instant.parse(theirs)), NOW, QUICK);
        return new ClockCheck(() -> Map.of(Endpoint.AUTH, answer)).run().getFirst();
    }

    @Test
    void saysNothingOfTheClockWhereTwitchDoesNot() throws Exception {
        assertThat(new ClockCheck(() -> Map.of(
                                Endpoint.AUTH, reached(401, QUICK), Endpoint.HELIX, new Failed("no", false, QUICK)))
                        .run()
                        .getFirst()
                        .verdict())
                .isInstanceOf(Verdict.Skipped.class);
    }

    private List<Finding> names(NameCheck.Names names, Function<URI, Optional<String>> proxies, Duration limit)
            throws Exception {
        return new NameCheck(NetworkChecksTest::twitch, names, proxies, limit, nanos::get).run();
    }

    @Test
    void looksUpEachName() throws Exception {
        List<Finding> found = names(
                host -> {
                    if (host.startsWith("api.")) {
                        throw new UnknownHostException(host + ": Name or service not known");
                    }
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                },
                address -> Optional.empty(),
                LONG);

        assertThat(found)
                .extracting(Finding::subject)
                .containsExactly("id.twitch.tv", "api.twitch.tv", "eventsub.wss.twitch.tv");
        assertThat(found.getFirst().verdict()).isInstanceOf(Verdict.Fine.class);
        assertThat(found.get(1).verdict()).isInstanceOf(Verdict.Problem.class);
        assertThat(found.get(1).verdict().sentence()).contains("api.twitch.tv", "DNS");
    }

    @Test
    void warnsOfSlowNamesAndGivesUpOnThoseThatHang() throws Exception {
        List<Finding> slow = names(
                host -> {
                    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                },
                address -> Optional.empty(),
                LONG);
        assertThat(slow).allSatisfy(finding -> assertThat(finding.verdict()).isInstanceOf(Verdict.Warning.class));

        CountDownLatch never = new CountDownLatch(1);
        List<Finding> hanging = names(
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new InetAddress[0];
                },
                address -> Optional.empty(),
                Duration.ofMillis(1));
        assertThat(hanging).allSatisfy(finding -> assertThat(finding.verdict()).isInstanceOf(Verdict.Problem.class));
    }

    @Test
    void leavesNamesToAProxy() throws Exception {
        assertThat(names(
                        host -> {
                            throw new UnknownHostException(host);
                        },
                        address -> Optional.of("the proxy p:1"),
                        LONG))
                .allSatisfy(finding -> assertThat(finding.verdict()).isInstanceOf(Verdict.Skipped.class));
    }

    @Test
    void namesTheProxyWithoutItsPassword() throws Exception {
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://me:hidden@proxy.example:3128")))
                .isInstanceOfSatisfying(
                        Verdict.Fine.class,
                        fine -> assertThat(fine.sentence())
                                .contains("proxy.example:3128")
                                .doesNotContain("hidden", "me:"));
        assertThat(proxy(Map.of()).sentence()).contains("directly");
        assertThat(proxy(Map.of("HTTPS_PROXY", "https://me:hidden@proxy.example")))
                .isInstanceOfSatisfying(
                        Verdict.Problem.class,
                        problem -> assertThat(problem.sentence())
                                .contains("HTTPS_PROXY")
                                .doesNotContain("hidden"));
    }

    private static Verdict proxy(Map<String, String> environment) throws Exception {
        return new ProxyCheck(ForwardProxy.of(environment, new Properties()), NetworkChecksTest::twitch)
                .run()
                .getFirst()
                .verdict();
    }

    @Test
    void asksForWhatTwitchHas() {
        TwitchEndpoints own = new TwitchEndpoints(
                URI.create("ws://127.0.0.1:1/ws"),
                URI.create("http://127.0.0.1:1/h"),
                URI.create("http://127.0.0.1:1/o"));

        assertThat(Endpoint.AUTH.in(own)).hasToString("http://127.0.0.1:1/o/validate");
        assertThat(Endpoint.HELIX.in(own)).hasToString("http://127.0.0.1:1/h/users");
        assertThat(Endpoint.EVENTSUB.in(own)).isEqualTo(own.eventSub());
    }
}
