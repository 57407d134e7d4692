package dev.chameleonbot.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DoctorTest {
    /** A check that does what a test wants. */
    private record Scripted(String topic, Duration atMost, Callable<List<Finding>> script) implements Check {
        @Override
        public List<Finding> run() throws Exception {
            return script.call();
        }
    }

    private static Check check(String topic, Callable<List<Finding>> script) {
        return new Scripted(topic, Check.USUAL, script);
    }

    private static Check fine(String topic) {
        return check(topic, () -> List.of(Finding.fine("Well")));
    }

    @Test
    void goesOnAfterACheckThatThrows() throws InterruptedException {
        List<Finding> told = new ArrayList<>();
        Doctor doctor = new Doctor(List.of(
                fine("first"),
                check("second", () -> {
                    throw new AccessDeniedException("/some/file");
                }),
                check("third", () -> {
                    throw new StackOverflowError();
                }),
                fine("last")));

        List<Finding> all = doctor.examine(told::add);

        assertThat(all).isEqualTo(told).extracting(Finding::topic).containsExactly("first", "second", "third", "last");
        assertThat(all.get(1).verdict()).isInstanceOf(Verdict.Problem.class);
        assertThat(all.get(1).verdict().sentence()).contains("/some/file");
        assertThat(all.get(2).verdict()).isInstanceOf(Verdict.Problem.class);
        assertThat(Finding.count(all, Verdict.Fine.class)).isEqualTo(2);
        assertThat(Finding.count(all, Verdict.Problem.class)).isEqualTo(2);
    }

    @Test
    void givesUpACheckThatDoesNotEnd() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Check hanging = new Scripted("hanging", Duration.ofMillis(1), () -> {
            never.await();
            return List.of();
        });

        List<Finding> all = new Doctor(List.of(hanging, fine("last"))).examine(finding -> {});

        assertThat(all).extracting(Finding::topic).containsExactly("hanging", "last");
        assertThat(all.getFirst().verdict()).isInstanceOf(Verdict.Problem.class);
        assertThat(all.getFirst().verdict().sentence()).contains("given up");
    }

    @Test
    void interruptsWhatIsGivenUp() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Limited.Running<String> running = Limited.start("test", () -> {
            begun.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "";
        });
        begun.await();

        assertThatThrownBy(() -> running.await(Duration.ZERO)).isInstanceOf(TimeoutException.class);

        interrupted.await();
    }

    @Test
    void asksWhatSeveralChecksNeedOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Source<Integer> counted = Source.once(asked::incrementAndGet);
        assertThat(counted.get()).isEqualTo(1);
        assertThat(counted.get()).isEqualTo(1);

        AtomicInteger tried = new AtomicInteger();
        Source<Integer> failing = Source.once(() -> {
            throw new IOException("try " + tried.incrementAndGet());
        });
        assertThatThrownBy(failing::get).hasMessage("try 1");
        assertThatThrownBy(failing::get).hasMessage("try 1");
    }
}
