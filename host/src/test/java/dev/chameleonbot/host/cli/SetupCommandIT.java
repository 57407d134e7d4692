package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.StoredAccounts;
import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.UserOptions;
import dev.chameleonbot.simulator.fault.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The first run, against a simulated Twitch: what is asked, what is written, and that the account runs then. */
final class SetupCommandIT {
    private static final String CLIENT = "abcdefghij0123456789klmnopqrst";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final StopSignal stop = new StopSignal();
    private Simulator twitch;

    @BeforeEach
    void begin() throws IOException {
        twitch = Simulator.builder().devicePollInterval(Duration.ofMillis(100)).start();
        twitch.addUser("Alice");
        twitch.addUser("bob", UserOptions.usual().withPrime(false));
    }

    @AfterEach
    void end() throws IOException {
        twitch.close();
    }

    @Test
    void leadsFromNothingToAnAccount() throws Exception {
        assertThat(setup(CLIENT + "\n\nn\n", "Alice")).as(err::toString).isZero();

        assertThat(out.toString())
                .contains("https://dev.twitch.tv/console/apps/create", "Client Type: Public", "http://localhost")
                .contains("Logged in as alice", "Twitch accepts any colour")
                .contains("Run it with: chameleon run --data " + folder + System.lineSeparator());
        Path config = folder.resolve("config.json");
        assertThat(config).content().contains("\"client_id\": \"" + CLIENT + "\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("accounts/alice.json"))
                .content()
                .contains("\"alice\"", "@own")
                .doesNotContain("token");
        try (StoredAccounts stored = StoredAccounts.open(folder.resolve("state"))) {
            assertThat(stored.tokens("alice")).isPresent();
        }
    }

    @Test
    void asksNothingWhereAllIsGiven() throws Exception {
        assertThat(setup("", "bob", "--client-id", CLIENT, "--channels", "@own,#Alice", "--yes"))
                .isZero();

        assertThat(out.toString()).contains("the fifteen presets").doesNotContain("Client Type");
        assertThat(folder.resolve("accounts/bob.json")).content().contains("@own", "alice");
    }

    @Test
    void runsWithTheVeryPlacesThatWereNamed() throws Exception {
        Path state = folder.resolve("my state");
        Path config = folder.resolve("other.json");

        assertThat(setup(
                        "",
                        "bob",
                        "--client-id",
                        CLIENT,
                        "--yes",
                        "--state",
                        state.toString(),
                        "-c",
                        config.toString()))
                .isZero();

        assertThat(out.toString())
                .contains("Run it with: chameleon run --data " + folder + " --state \"" + state + "\" --config "
                        + config);
    }

    /** What it runs finds a file in the place of the plugins' folder, which tells where it looks, and goes no further. */
    @Test
    void runsWithThePluginsOfTheFolderThatWasNamed() throws Exception {
        BufferedReader whenAskedToRun = new BufferedReader(new StringReader("y\n")) {
            @Override
            public @Nullable String readLine() throws IOException {
                Files.writeString(folder.resolve("plugins"), "no folder");
                return super.readLine();
            }
        };

        assertThat(setup(whenAskedToRun, "bob", "--client-id", CLIENT, "--channels", "@own"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("The plugins folder " + folder.resolve("plugins") + " cannot be created");
    }

    @Test
    void addsAnotherAccountToWhatIsThere() throws Exception {
        assertThat(setup("", "alice", "--client-id", CLIENT, "--yes")).isZero();
        String before = Files.readString(folder.resolve("config.json"));

        assertThat(setup("", "bob", "--yes")).isZero();

        assertThat(Files.readString(folder.resolve("config.json"))).isEqualTo(before);
        assertThat(folder.resolve("accounts")).isDirectoryContaining("glob:**/bob.json");
        assertThat(setup("", "bob", "--yes", "--client-id", "another")).isEqualTo(1);
        assertThat(err.toString()).contains("is another one");
    }

    @Test
    void asksAgainForAnIdThatTwitchDoesNotKnow() throws Exception {
        twitch.faults().fail(Endpoint.DEVICE, 400, "invalid client", 1);

        assertThat(setup("no id\nwrong\n" + CLIENT + "\n@own\nn\n", "alice")).isZero();

        assertThat(out.toString()).contains("This is no Client ID", "Twitch knows no application with this client id");
        assertThat(folder.resolve("config.json")).content().contains(CLIENT).doesNotContain("wrong");
    }

    @Test
    void writesNothingWhereTheGivenIdIsWrong() throws Exception {
        twitch.faults().fail(Endpoint.DEVICE, 400, "invalid client", 1);

        assertThat(setup("", "alice", "--client-id", "wrong", "--yes")).isEqualTo(1);

        assertThat(err.toString()).contains("Twitch knows no application with this client id", "Copy the Client ID");
        assertThat(folder.resolve("config.json")).doesNotExist();
    }

    @Test
    void saysThatTwitchIsAwayAndTriesAgainOnRequest() throws Exception {
        twitch.faults().fail(Endpoint.DEVICE, 503, 1);

        assertThat(setup("y\n@own\nn\n", "alice", "--client-id", CLIENT)).isZero();

        assertThat(out.toString()).contains("503", "Try again? [Y/n]");
    }

    @Test
    void namesTheOptionWhereNobodyAnswers() throws Exception {
        assertThat(setup("", "alice")).isEqualTo(2);

        assertThat(err.toString()).contains("Nobody answers", "--client-id");
        assertThat(folder.resolve("config.json")).doesNotExist();
    }

    @Test
    void asksAgainForChannelsThatCannotBe() throws Exception {
        assertThat(setup("no channel!!\n@own alice\nn\n", "alice", "--client-id", CLIENT))
                .isZero();

        assertThat(out.toString()).contains("'channel!!' is no channel");
        assertThat(setup("", "alice", "--channels", "a b!", "--yes")).isEqualTo(2);
    }

    @Test
    void somebodyWhoSaysNoLeavesNothingWritten() throws Exception {
        assertThat(setup("", "", "--client-id", CLIENT, "--yes")).isEqualTo(1);

        assertThat(err.toString()).contains("refused at Twitch");
        assertThat(folder.resolve("config.json")).doesNotExist();
        assertThat(folder.resolve("accounts")).doesNotExist();
    }

    /** As a person sees it; the documents have a picture of it. */
    @Test
    void saysAndAsksWhatTheDocumentsShow() throws Exception {
        assertThat(setup(new Typed(CLIENT + "\n\nn\n", out), "alice")).isZero();

        Golden.check(
                "setup.txt",
                out.toString()
                        .replace(" --data " + folder, "") // A person says nothing for the usual place.
                        .replace(folder.toString(), "~/.config/chameleon")
                        .replaceAll("device-code=\\w+", "device-code=ABCDEFGH")
                        .replaceAll("code \\w{8},", "code ABCDEFGH,")
                        .replaceAll("until [-0-9T:Z]+", "until 2026-11-28T12:30:00Z"));
    }

    /** Answers that are seen where they are typed, as on a terminal. */
    private static final class Typed extends BufferedReader {
        private final StringWriter terminal;

        Typed(String answers, StringWriter terminal) {
            super(new StringReader(answers));
            this.terminal = terminal;
        }

        @Override
        public @Nullable String readLine() throws IOException {
            String line = super.readLine();
            terminal.write(line + "\n");
            return line;
        }
    }

    private int setup(String answers, String account, String... more) throws Exception {
        return setup(new BufferedReader(new StringReader(answers)), account, more);
    }

    /** Runs it; as soon as a code is shown, the account agrees, or, where there is none, somebody says no. */
    private int setup(BufferedReader answers, String account, String... more) throws Exception {
        Files.createDirectories(folder);
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> words = new ArrayList<>(List.of("--data", folder.toString()));
        words.addAll(List.of(more));
        SetupCommand command = new SetupCommand(stop, answers, twitchOf());
        FutureTask<Integer> run = new FutureTask<>(() -> ChameleonCommand.configured(new CommandLine(command))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new)));
        Thread.ofPlatform().daemon().start(run);
        await().atMost(Duration.ofSeconds(60)).until(() -> run.isDone() || decide(account));
        return run.get(60, TimeUnit.SECONDS);
    }

    private boolean decide(String account) {
        return twitch.waitingUserCodes().stream()
                .filter(code -> out.toString().contains(code))
                .anyMatch(code -> account.isEmpty() ? twitch.deny(code) : twitch.approve(code, account));
    }

    private Map<String, String> twitchOf() {
        return Map.of(
                "CHAMELEON_EVENTSUB_URL", twitch.eventSubUrl().toString(),
                "CHAMELEON_HELIX_URL", twitch.helixUrl().toString(),
                "CHAMELEON_AUTH_URL", twitch.authUrl().toString());
    }
}
