package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.chameleonbot.simulator.fault.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a start of fifty accounts may cost, in figures that no other program on the machine changes: requests, classes and
 * bytes. It runs the distribution as users do, without an ahead-of-time cache.
 */
@Timeout(120)
class StartGuardIT {
    private static final int ACCOUNTS = 50;
    /** 5,485 were measured. */
    private static final int MOST_CLASSES = 5_600;
    /** 115 were measured; what is allocated is known to a nursery of 13. */
    private static final int MOST_ALLOCATED_MB = 135;

    @Test
    void fiftyAccountsNeedFewRequestsClassesAndBytes() throws IOException, InterruptedException, UsageException {
        Path project = Path.of("..").toAbsolutePath().normalize();
        Path javaHome = Path.of(System.getProperty("java.home"));
        CompareOptions options = CompareOptions.parse("--project", project.toString());
        Endings endings = new Endings();
        Starts starts = Starts.of(options, javaHome);
        new Training(starts, endings).forget();
        try (Workspace workspace = Workspace.create(endings);
                TwitchSide twitch = TwitchSide.start(ACCOUNTS, Transport.PLAIN, javaHome, workspace.folder())) {
            twitch.writeFiles(workspace.folder());
            Path log = workspace.folder().resolve("log");
            try (SubjectProcess process = SubjectProcess.start(
                    starts.of(Subject.CHAMELEON, workspace.folder(), List.of()), workspace.folder(), log, endings)) {
                assertThat(twitch.await(() -> twitch.live() == ACCOUNTS, Duration.ofSeconds(60)))
                        .isTrue();
                ProcessProbe probe = new ProcessProbe(process.pid(), javaHome);
                long classes = probe.loadedClasses();
                long allocated = probe.allocatedKilobytes() / 1024;

                assertSoftly(softly -> {
                    softly.assertThat(requests(twitch))
                            .containsExactlyInAnyOrderEntriesOf(
                                    Map.of(Endpoint.VALIDATE, 50L, Endpoint.SUBSCRIPTIONS, 50L));
                    softly.assertThat(classes).as("classes").isLessThanOrEqualTo(MOST_CLASSES);
                    softly.assertThat(allocated).as("MB").isLessThanOrEqualTo(MOST_ALLOCATED_MB);
                });
            }
        } finally {
            endings.runAll();
        }
    }

    private static Map<Endpoint, Long> requests(TwitchSide twitch) {
        Map<Endpoint, Long> made = new TreeMap<>();
        for (Endpoint endpoint : Endpoint.values()) {
            long count = twitch.requests(endpoint);
            if (count > 0) {
                made.put(endpoint, count);
            }
        }
        return made;
    }
}
