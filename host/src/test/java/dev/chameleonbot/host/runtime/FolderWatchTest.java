package dev.chameleonbot.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class FolderWatchTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Test
    void notEvenAnErrorEndsTheLooks() throws Exception {
        CountDownLatch looks = new CountDownLatch(3);
        try (FolderWatch watch = FolderWatch.start(AT_ONCE, () -> {
            looks.countDown();
            throw new StackOverflowError("on purpose");
        })) {
            assertThat(watch).isNotNull();
            assertThat(looks.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void whatFailsHindersNoOtherLook() throws Exception {
        CountDownLatch looks = new CountDownLatch(2);
        try (FolderWatch watch = FolderWatch.start(
                AT_ONCE,
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                looks::countDown)) {
            assertThat(watch).isNotNull();
            assertThat(looks.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void whoeverClosesItDoesNotWaitForWhatIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        FolderWatch watch = FolderWatch.start(AT_ONCE, () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                Thread.currentThread().interrupt();
            }
        });
        begun.await();

        watch.close();

        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aConfigurationThatHasToWaitForPluginsIsTakenOverWithALaterLook() {
        Queue<Boolean> changes = new ArrayDeque<>(List.of(true, false, false, false));
        Queue<ConfigReload.Outcome> outcomes = new ArrayDeque<>(List.of(
                new ConfigReload.Outcome.Busy("the installation of a.jar"),
                new ConfigReload.Outcome.Busy("the installation of a.jar"),
                new ConfigReload.Outcome.Refused(List.of())));
        Runnable look = FolderWatch.takingOver(changes::remove, outcomes::remove);

        for (int i = 0; i < 4; i++) {
            look.run();
        }

        assertThat(changes).isEmpty();
        assertThat(outcomes).isEmpty();
    }
}
