package dev.chameleonbot.engine.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlowNoticeTest {
    private final List<String> told = new ArrayList<>();
    private final SlowNotice notice = new SlowNotice(() -> told.add("slow"), () -> told.add("over"));

    @Test
    void tellsOfWhatIsSlowAndThenOfItsEnd() {
        notice.ring();
        assertThat(told).containsExactly("slow");

        notice.end();
        assertThat(told).containsExactly("slow", "over");
    }

    @Test
    void anAlarmThatRingsAfterTheEndTellsOfNothing() {
        notice.end();
        notice.ring();

        assertThat(told).isEmpty();
    }

    @Test
    void anEndThatComesWhileItIsToldIsToldAfterThat() {
        List<SlowNotice> known = new ArrayList<>();
        SlowNotice ending = new SlowNotice(
                () -> {
                    known.getFirst().end();
                    told.add("slow");
                },
                () -> told.add("over"));
        known.add(ending);

        ending.ring();

        assertThat(told).containsExactly("slow", "over");
    }
}
