package dev.chameleonbot.host.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.AlertsConfig.Format;
import dev.chameleonbot.host.config.AlertsConfig.Webhook;
import dev.chameleonbot.host.logging.LogRecorder;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WebhookDeliveryTest {
    private static final String URL = "https://discord.example/api/webhooks/1/s3cret";

    private final ManualAlertClock clock = new ManualAlertClock();
    private final Queue<Posts.Answer> answers = new ArrayDeque<>();
    private final List<String> posted = new ArrayList<>();
    private final List<String> receipts = new ArrayList<>();
    private final LogRecorder log = LogRecorder.of(WebhookDelivery.class);
    private final WebhookDelivery delivery =
            new WebhookDelivery(new Webhook(Secret.of(URL), Format.GENERIC), this::post, clock, () -> 0);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void postsTheMessageOnceWhereItIsTaken() throws Exception {
        answer(204);
        delivery.deliver(message());

        assertThat(posted).hasSize(1).first().asString().contains("\"kind\":\"needs_login\"");
        assertThat(clock.sleeps).isEmpty();
    }

    @Test
    void triesAgainLaterAndLaterWhileThereIsNoAnswerOrTheServersFault() throws Exception {
        answer(500);
        noAnswer();
        answer(502);
        answer(200);
        delivery.deliver(message());

        assertThat(posted).hasSize(4);
        assertThat(clock.sleeps).hasSize(3).isSorted().allMatch(pause -> pause.compareTo(Duration.ofSeconds(4)) <= 0);
        assertThat(log.lines()).isEmpty();
        assertThat(receipts).containsExactly("");
    }

    @Test
    void waitsAsLongAsItIsTold() throws Exception {
        answers.add(new Posts.Answer(429, Optional.of(Duration.ofMillis(1_500))));
        answers.add(new Posts.Answer(429, Optional.of(Duration.ofDays(3))));
        answer(200);
        delivery.deliver(message());

        assertThat(clock.sleeps).containsExactly(Duration.ofMillis(1_500), Duration.ofMinutes(5));
    }

    @Test
    void doesNotRepeatWhatIsRefused() throws Exception {
        answer(404);
        delivery.deliver(message());

        assertThat(posted).hasSize(1);
        assertThat(delivery.lost()).isOne();
        assertThat(receipts).containsExactly("it answered 404");
    }

    @Test
    void saysOnceAnOutageThatNothingIsTakenAndNeverWhere() throws Exception {
        IntStream.range(0, 2 * WebhookDelivery.ATTEMPTS).forEach(i -> noAnswer());
        delivery.deliver(message());
        delivery.deliver(message());
        assertThat(log.lines()).hasSize(1);

        answer(200);
        delivery.deliver(message());
        answer(404);
        delivery.deliver(message());

        assertThat(log.lines())
                .containsExactly(
                        "WARN The GENERIC webhook at discord.example does not take alerts: no answer"
                                + " (ConnectException). Later ones are tried all the same.",
                        "INFO The GENERIC webhook at discord.example takes alerts again; 2 were lost",
                        "WARN The GENERIC webhook at discord.example does not take alerts: it answered 404. Check its"
                                + " address and its format in the configuration.");
    }

    @Test
    void forgetsTheOldestWhereTooManyWait() {
        IntStream.range(0, WebhookDelivery.QUEUE + 10).forEach(i -> delivery.send(message()));

        assertThat(delivery.waiting()).isEqualTo(WebhookDelivery.QUEUE);
        assertThat(delivery.lost()).isEqualTo(10);
        assertThat(receipts).hasSize(10).containsOnly("too many waited");
    }

    private void answer(int status) {
        answers.add(new Posts.Answer(status, Optional.empty()));
    }

    private void noAnswer() {
        answer(0);
    }

    private Posts.Answer post(Secret url, byte[] json) throws IOException {
        posted.add(new String(json, java.nio.charset.StandardCharsets.UTF_8));
        Posts.Answer answer = answers.remove();
        if (answer.status() == 0) {
            throw new ConnectException("cannot connect to " + url.reveal());
        }
        return answer;
    }

    private WebhookDelivery.Parcel message() {
        return new WebhookDelivery.Parcel(
                AlertMessage.fold(List.of(new Alert(AlertKind.NEEDS_LOGIN, Events.AT, "alice", "", "Revoked", "", 1)))
                        .getFirst(),
                receipts::add);
    }
}
