package dev.chameleonbot.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class HostCheckTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ObjectNode status = new ObjectMapper().createObjectNode();

    private static List<Finding> check(Source<HostView> source) throws Exception {
        return new HostCheck(source, "0.8.0").run();
    }

    private Source<HostView> answering() {
        return () -> HostView.of(() -> status, () -> OptionalLong.of(4711), LONG);
    }

    @Test
    void showsWhatRunsAndWhichAccountsNeedSomebody() throws Exception {
        status.put("version", "0.8.0").put("uptime_seconds", 90_000);
        status.putObject("summary").put("accounts", 2).put("live", 1);
        status.putArray("accounts")
                .add(status.objectNode()
                        .put("login", "alice")
                        .put("state", "LIVE")
                        .put("needs_attention", false))
                .add(status.objectNode()
                        .put("login", "bob")
                        .put("state", "NEEDS_LOGIN")
                        .put("needs_attention", true)
                        .put("last_error", "It has no token yet")
                        .put("advice", "Log in."));

        List<Finding> found = check(answering());

        assertThat(found).hasSize(2);
        assertThat(found.getFirst().verdict()).isInstanceOf(Verdict.Fine.class);
        assertThat(found.getFirst().verdict().sentence())
                .contains("version 0.8.0", "process 4711", "1 day 1 h", "2 accounts, 1 live");
        assertThat(found.getLast().subject()).isEqualTo("bob");
        assertThat(found.getLast().verdict())
                .isEqualTo(new Verdict.Problem("It is NEEDS_LOGIN: It has no token yet", "Log in."));
    }

    @Test
    void warnsOfAHostOfAnotherVersion() throws Exception {
        status.put("version", "0.7.0");

        Verdict verdict = check(answering()).getFirst().verdict();

        assertThat(verdict).isInstanceOf(Verdict.Warning.class);
        assertThat(verdict.sentence()).contains("0.7.0", "0.8.0");
    }

    @Test
    void namesAHostThatDoesNotAnswerWithItsProcess() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Source<HostView> hanging = () -> HostView.of(
                () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return status;
                },
                () -> OptionalLong.of(4711),
                Duration.ofMillis(1));

        Finding finding = check(hanging).getFirst();

        assertThat(finding.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Problem.class,
                        problem -> assertThat(problem.advice()).contains("kill 4711"));
        assertThat(finding.verdict().sentence()).contains("does not answer", "process 4711");
        assertThat(finding.facts()).containsEntry("pid", 4711L);
    }

    @Test
    void goesWithoutTheProcessWhereItIsNotKnown() throws Exception {
        Source<HostView> silent = () -> HostView.of(
                () -> {
                    throw new OperationException("It takes no commands");
                },
                () -> {
                    throw new IOException("denied");
                },
                LONG);

        assertThat(check(silent).getFirst().verdict())
                .isInstanceOfSatisfying(
                        Verdict.Problem.class,
                        problem -> assertThat(problem.sentence()).isEqualTo("It takes no commands"));
    }
}
