package dev.chameleonbot.engine.state;

import static dev.chameleonbot.engine.spi.StateStoreContract.NOW;
import static dev.chameleonbot.engine.spi.StateStoreContract.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process of its own is killed while it writes; what it leaves is opened here. */
@DisplayName("B11 and C13 killed with SIGKILL")
@Timeout(60)
class StateKillIT {
    static final AesGcmTokenCipher CIPHER = new AesGcmTokenCipher(new byte[AesGcmTokenCipher.KEY_BYTES]);

    @TempDir
    Path temp;

    @ParameterizedTest(name = "after {0} acknowledged rounds")
    @ValueSource(ints = {1, 40})
    void aKillLosesNothingAcknowledgedAndMixesNothing(int rounds) throws Exception {
        killAfterAcknowledged(rounds);
    }

    @Tag("full")
    @ParameterizedTest(name = "after {0} acknowledged rounds")
    @ValueSource(ints = {2, 7, 150, 400})
    void aKillAnywhereLosesNothingAcknowledgedAndMixesNothing(int rounds) throws Exception {
        killAfterAcknowledged(rounds);
    }

    private void killAfterAcknowledged(int rounds) throws Exception {
        Process child = start(-1);
        long acknowledged = killAfter(child, rounds);

        assertThat(acknowledged).isGreaterThanOrEqualTo(rounds);
        assertThat(roundIn()).isBetween(acknowledged, acknowledged + 1);
    }

    /** Steps are of five instructions of SQLite's machine; 0 is the moment of the commit. */
    @ParameterizedTest(name = "at step {0}")
    @ValueSource(ints = {60, 0})
    void aKillWithinTheTransactionLeavesTheRoundBefore(int step) throws Exception {
        killAtStep(step);
    }

    @Tag("full")
    @ParameterizedTest(name = "at step {0}")
    @ValueSource(ints = {1, 10, 120})
    void aKillAtAnyStepOfTheTransactionLeavesTheRoundBefore(int step) throws Exception {
        killAtStep(step);
    }

    private void killAtStep(int step) throws Exception {
        Process child = start(step);
        long acknowledged = killAfter(child, Integer.MAX_VALUE);

        assertThat(acknowledged).isEqualTo(3);
        assertThat(roundIn()).isEqualTo(3);
    }

    /** Kills the child (by its handle, which leaves its output readable) after so many lines, or when it has stopped by itself, and returns the last round it told of. */
    private static long killAfter(Process child, int lines) throws IOException, InterruptedException {
        long last = 0;
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            int read = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals("stopped")) {
                    child.toHandle().destroyForcibly();
                } else {
                    last = Long.parseLong(line);
                    if (++read == lines) {
                        child.toHandle().destroyForcibly();
                    }
                }
            }
        }
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return last;
    }

    /** The one round of all that the child has left. */
    private long roundIn() {
        List<EngineEvent> trouble = new CopyOnWriteArrayList<>();
        try (StateDirectory directory = StateDirectory.open(temp);
                SqliteStateStore store = SqliteStateStore.open(directory, CIPHER, () -> NOW, trouble::add)) {
            assertThat(trouble).isEmpty();
            String round = store.tokens("alice").orElseThrow().access().reveal().substring("access-".length());
            assertThat(store.tokens("alice")).contains(tokens("access-" + round, "refresh-" + round));
            Map<String, MemoryValue> batch = store.memory("alice", "color");
            assertThat(batch).hasSize(RotatingChild.VALUES);
            assertThat(batch.values()).containsOnly(new MemoryValue(round, null));
            assertThat(store.seenMessages("alice", Instant.EPOCH)).hasSize(Integer.parseInt(round));
            return Long.parseLong(round);
        }
    }

    private Process start(int stopAt) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        StateClassPath.with(RotatingChild.class),
                        RotatingChild.class.getName(),
                        temp.toString(),
                        Integer.toString(stopAt)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
