package dev.chameleonbot.host.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class AlertClockTest {
    private final AlertClock clock = AlertClock.system();

    @Test
    void ringsOnAThreadOfItsOwnOnceItsTimeHasCome() throws Exception {
        CompletableFuture<Thread> rung = new CompletableFuture<>();
        long begin = clock.nanos();

        clock.after(Duration.ofMillis(20), () -> rung.complete(Thread.currentThread()));

        assertThat(rung.get(1, TimeUnit.MINUTES)).isNotEqualTo(Thread.currentThread());
        assertThat(clock.nanos() - begin)
                .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
    }
}
