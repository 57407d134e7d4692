package dev.chameleonbot.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.TwitchTokens;
import dev.chameleonbot.engine.ValidatedToken;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.Database;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.Kept;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.KeyState;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.host.accounts.TokenLookup;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.plugin.api.UserId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String CLIENT = "abcdefghij0123456789klmnopqrst";
    private static final Set<String> REQUIRED = Set.of("user:read:chat", "user:manage:chat_color");
    private static final UserId ALICE = new UserId("42");

    @TempDir
    private Path folder;

    private final TreeMap<String, Kept> stored = new TreeMap<>();
    private final Map<Secret, ValidatedToken> valid = new HashMap<>();
    private final Map<String, Set<String>> scopes = new HashMap<>();
    private final List<String> progress = new ArrayList<>();
    private Database database = new Database.Whole(5, 5, Optional.of(true));
    private boolean hostRuns;

    private Source<ConfigReport> config(String... names) {
        return () -> {
            String users = List.of(names).stream()
                    .map(name -> "{\"username\": \"" + name + "\", \"client_id\": \"" + CLIENT
                            + "\", \"channels\": [\"streamer\"]}")
                    .collect(Collectors.joining(","));
            return new ConfigReader(Map.of())
                    .read(Files.writeString(folder.resolve("config.json"), "{\"users\": [" + users + "]}"));
        };
    }

    private void keep(String login, Optional<String> refresh, Instant end, Optional<Owner> owner) {
        stored.put(
                login,
                new Kept(
                        Optional.of(new StoredTokens(
                                Secret.of("access-of-" + login), refresh.map(Secret::of), end, "", owner)),
                        Optional.empty()));
    }

    private void keep(String login) {
        keep(login, Optional.of("refresh"), NOW.plusSeconds(3600), Optional.empty());
    }

    private void validate(String login, String name, Set<String> allowed) {
        valid.put(
                Secret.of("access-of-" + login),
                new ValidatedToken(CLIENT, ALICE, name, allowed, Optional.of(NOW.plus(Duration.ofMinutes(90)))));
    }

    private List<Finding> run(TokenLookup twitch, boolean reachable, String... names) throws Exception {
        Optional<StateDiagnosis> state =
                Optional.of(new StateDiagnosis(new KeyState.Usable("CHAMELEON_KEY", false), database, stored));
        return new TokenCheck(
                        config(names),
                        () -> state,
                        () -> new TokenVerdicts(scopes, hostRuns, () -> NOW),
                        () -> twitch,
                        () -> reachable,
                        (done, all) -> progress.add(done + "/" + all))
                .run();
    }

    private Verdict verdict() throws Exception {
        List<Finding> found = run(access -> Optional.ofNullable(valid.get(access)), true, "alice");
        assertThat(found).hasSize(1);
        assertThat(found.toString()).doesNotContain("access-of").doesNotContain("refresh,");
        return found.getFirst().verdict();
    }

    @Test
    void tellsHowLongATokenIsValid() throws Exception {
        keep("alice");
        validate("alice", "alice", REQUIRED);

        assertThat(verdict()).isEqualTo(new Verdict.Fine("Its token is valid for 1 h 30 min"));
        assertThat(progress).containsExactly("1/1");
    }

    @Test
    void findsAnAccountWithoutATokenAndOneThatCannotBeSeen() throws Exception {
        assertThat(verdict()).isInstanceOf(Verdict.Problem.class);

        database = new Database.Whole(5, 5, Optional.of(false));
        assertThat(verdict()).isInstanceOf(Verdict.Skipped.class);
    }

    @Test
    void findsWhatATokenDoesNotAllow() throws Exception {
        keep("alice");
        validate("alice", "alice", Set.of("user:read:chat"));
        assertThat(verdict())
                .isInstanceOfSatisfying(
                        Verdict.Problem.class,
                        problem -> assertThat(problem.sentence()).contains("user:manage:chat_color"));

        validate("alice", "alice", REQUIRED);
        scopes.put("announcer", Set.of("user:write:chat"));
        assertThat(verdict())
                .isInstanceOfSatisfying(
                        Verdict.Warning.class,
                        warning -> assertThat(warning.sentence()).contains("user:write:chat", "announcer"));
    }

    @Test
    void findsAnOwnerWhoWasRenamedAndAStranger() throws Exception {
        keep("alice", Optional.of("refresh"), NOW, Optional.of(new Owner(ALICE, "alice")));
        validate("alice", "alicia", REQUIRED);
        assertThat(verdict())
                .isInstanceOfSatisfying(
                        Verdict.Problem.class,
                        problem -> assertThat(problem.sentence()).contains("called 'alicia'"));

        keep("alice", Optional.of("refresh"), NOW, Optional.of(new Owner(new UserId("7"), "alice")));
        assertThat(verdict())
                .isInstanceOfSatisfying(
                        Verdict.Problem.class,
                        problem -> assertThat(problem.sentence()).contains("of the account 'alicia'"));
    }

    @Test
    void findsATokenOfAnotherApplication() throws Exception {
        keep("alice");
        valid.put(
                Secret.of("access-of-alice"), new ValidatedToken("other", ALICE, "alice", REQUIRED, Optional.empty()));

        assertThat(verdict())
                .isInstanceOfSatisfying(
                        Verdict.Problem.class,
                        problem -> assertThat(problem.sentence()).contains("another application"));
    }

    @Test
    void knowsThatAnEndedTokenIsRenewedWhereItCanBe() throws Exception {
        keep("alice");
        assertThat(verdict()).isInstanceOf(Verdict.Fine.class);

        hostRuns = true;
        assertThat(verdict()).isInstanceOf(Verdict.Warning.class);

        hostRuns = false;
        keep("alice", Optional.of("refresh"), NOW.minus(Duration.ofDays(31)), Optional.empty());
        assertThat(verdict()).isInstanceOf(Verdict.Warning.class);

        keep("alice", Optional.empty(), NOW, Optional.empty());
        assertThat(verdict()).isInstanceOf(Verdict.Problem.class);
    }

    @Test
    void leavesDisabledAccountsAlone() throws Exception {
        stored.put("alice", new Kept(Optional.empty(), Optional.of(NOW)));

        assertThat(verdict()).isInstanceOf(Verdict.Skipped.class);
    }

    @Test
    void stopsAskingWhereTwitchDoesNotAnswer() throws Exception {
        String[] many = IntStream.range(0, 100).mapToObj(i -> "user" + i).toArray(String[]::new);
        List.of(many).forEach(this::keep);
        AtomicInteger asked = new AtomicInteger();

        List<Finding> found;
        // Nobody listens there.
        try (TwitchTokens nobody = TwitchTokens.open(new TwitchEndpoints(
                URI.create("ws://127.0.0.1:1/ws"),
                URI.create("http://127.0.0.1:1"),
                URI.create("http://127.0.0.1:1")))) {
            found = run(
                    access -> {
                        asked.incrementAndGet();
                        return nobody.validate(access);
                    },
                    true,
                    many);
        }

        assertThat(found)
                .hasSize(100)
                .allSatisfy(finding -> assertThat(finding.verdict()).isInstanceOf(Verdict.Skipped.class));
        assertThat(asked.get()).isLessThan(20);
        assertThat(progress).endsWith("100/100");
    }

    @Test
    void asksNothingWhereTheServiceIsNotReachedOrNoAccountIsConfigured() throws Exception {
        keep("alice");
        TokenLookup nobody = access -> {
            throw new AssertionError("asked");
        };

        assertThat(run(nobody, false, "alice"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.verdict()).isInstanceOf(Verdict.Skipped.class));

        Source<ConfigReport> none = () -> new ConfigReader(Map.of()).read(folder.resolve("none.json"));
        assertThat(new TokenCheck(
                                none,
                                Optional::empty,
                                () -> new TokenVerdicts(scopes, false, () -> NOW),
                                () -> nobody,
                                () -> true,
                                (done, all) -> {})
                        .run())
                .singleElement()
                .satisfies(finding -> assertThat(finding.verdict()).isInstanceOf(Verdict.Skipped.class));
    }
}
