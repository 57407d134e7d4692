package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.diagnosis.EndpointAnswer;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Reached;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This machine's clock against Twitch's, which is known to the second. */
public record ClockCheck(Source<Map<Endpoint, EndpointAnswer>> answers) implements Check {
    private static final Duration SOME = Duration.ofSeconds(30);
    private static final Duration MUCH = Duration.ofMinutes(5);
    /** A time of whole seconds is half a second behind on average. */
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private static final String ADVICE = "Set the clock, and have it kept by NTP (timedatectl set-ntp true).";

    @Override
    public String topic() {
        return "clock";
    }

    @Override
    public List<Finding> run() throws Exception {
        Optional<Duration> ahead = answers.get().values().stream()
                .filter(Reached.class::isInstance)
                .map(Reached.class::cast)
                .filter(reached -> reached.date().isPresent())
                .findFirst()
                .map(reached -> ahead(reached.midway(), reached.date().get()));
        return List.of(
                ahead.map(ClockCheck::finding).orElseGet(() -> Finding.skipped("Twitch did not report its time")));
    }

    private static Duration ahead(Instant ours, Instant theirs) {
        return Duration.between(theirs.plus(HALF_A_SECOND), ours);
    }

    private static Finding finding(Duration ahead) {
        Duration off = ahead.abs();
        String words = off.toSeconds() < 2
                ? "The clock agrees with Twitch's"
                : "The clock is " + time(off) + (ahead.isNegative() ? " behind" : " ahead of") + " Twitch's";
        Finding finding;
        if (off.compareTo(MUCH) > 0) {
            finding = Finding.problem(words, ADVICE);
        } else if (off.compareTo(SOME) > 0) {
            finding = Finding.warning(words, ADVICE);
        } else {
            finding = Finding.fine(words);
        }
        return finding.with("seconds_ahead", ahead.toSeconds());
    }

    private static String time(Duration off) {
        if (off.toHours() > 0) {
            return off.toHours() + " h " + off.toMinutesPart() + " min";
        }
        return off.toMinutes() > 0 ? off.toMinutes() + " min " + off.toSecondsPart() + " s" : off.toSeconds() + " s";
    }
}
