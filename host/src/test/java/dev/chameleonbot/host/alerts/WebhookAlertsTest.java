package dev.chameleonbot.host.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.AlertsConfig;
import dev.chameleonbot.host.config.AlertsConfig.Format;
import dev.chameleonbot.host.config.AlertsConfig.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WebhookAlertsTest {
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final ManualAlertClock clock = new ManualAlertClock();
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private volatile String refused = "";
    private final AtomicInteger closed = new AtomicInteger();
    private final WebhookAlerts alerts = new WebhookAlerts(
            new AlertsConfig(
                    List.of(
                            new Webhook(Secret.of("https://one.example/x"), Format.GENERIC),
                            new Webhook(Secret.of("https://two.example/x"), Format.DISCORD)),
                    INTERVAL),
            clock,
            (url, json) -> {
                posted.add(url.reveal() + " " + new String(json, StandardCharsets.UTF_8));
                return new Posts.Answer(
                        !refused.isEmpty() && url.reveal().contains(refused) ? 404 : 204, Optional.empty());
            },
            closed::incrementAndGet,
            () -> 0);

    @AfterEach
    void stop() {
        alerts.close();
    }

    @Test
    void sendsEachAlertToEachWebhookInItsFormat() {
        alerts.start();
        alerts.take(Events.needsLogin("alice"));
        clock.advance(AlertThrottle.BURST);
        alerts.close();

        assertThat(posted)
                .hasSize(2)
                .anySatisfy(post ->
                        assertThat(post).startsWith("https://one.example/x ").contains("\"kind\":\"needs_login\""))
                .anySatisfy(post ->
                        assertThat(post).startsWith("https://two.example/x ").contains("\"content\":"));
    }

    @Test
    void setsOneAlarmForManyEventsAndNoneWhenThereIsNothingToTell() {
        alerts.start();
        for (int i = 0; i < 100; i++) {
            alerts.take(Events.needsLogin("account" + i));
        }
        assertThat(clock.alarms()).isOne();

        clock.advance(AlertThrottle.BURST);
        assertThat(clock.alarms()).isZero();

        alerts.close();
        assertThat(posted).hasSize(2).allMatch(post -> post.contains("100 accounts need a login"));
    }

    @Test
    void setsTheNextAlarmForWhatHasToWaitForItsInterval() {
        alerts.start();
        alerts.take(Events.pluginFails("alice", 1));
        clock.advance(AlertThrottle.BURST);
        alerts.take(Events.pluginFails("alice", 2));
        assertThat(clock.alarms()).isOne();

        clock.advance(INTERVAL);
        alerts.close();

        assertThat(posted).hasSize(4).anyMatch(post -> post.contains("failed 2 times"));
    }

    @Test
    void tellsWhatWaitsWhenItIsClosedAndNothingAfterwards() {
        alerts.start();
        alerts.take(Events.needsLogin("alice"));
        alerts.close();
        alerts.take(Events.needsLogin("bob"));
        alerts.close();

        assertThat(posted).hasSize(2).allMatch(post -> post.contains("alice"));
        assertThat(clock.alarms()).isZero();
        assertThat(closed).hasValue(1);
    }

    @Test
    void listsWhatWasToldAndWhatBecameOfItAtEachWebhook() {
        alerts.take(Events.needsLogin("alice"));
        clock.advance(AlertThrottle.BURST);

        assertThat(alerts.sent()).singleElement().satisfies(alert -> {
            assertThat(alert.message().kind()).isEqualTo(AlertKind.NEEDS_LOGIN);
            assertThat(alert.message().headline()).isEqualTo("alice needs a login");
            assertThat(alert.message().accounts()).containsExactly("alice");
            assertThat(alert.webhooks())
                    .containsExactly(
                            new SentAlert.Delivery("one.example", SentAlert.State.PENDING, ""),
                            new SentAlert.Delivery("two.example", SentAlert.State.PENDING, ""));
        });

        refused = "two.example";
        alerts.start();
        alerts.close();

        assertThat(alerts.sent().getFirst().webhooks())
                .containsExactly(
                        new SentAlert.Delivery("one.example", SentAlert.State.DELIVERED, ""),
                        new SentAlert.Delivery("two.example", SentAlert.State.FAILED, "it answered 404"));
    }

    @Test
    void listsTheLatestFirstAndForgetsTheOldest() {
        alerts.start();
        for (int i = 0; i < 105; i++) {
            alerts.take(Events.needsLogin("account" + i));
            clock.advance(AlertThrottle.BURST);
        }

        assertThat(alerts.sent()).hasSize(AlertHistory.MOST);
        assertThat(alerts.sent().getFirst().message().accounts()).containsExactly("account104");
        assertThat(alerts.sent()).extracting(SentAlert::sequence).first().isEqualTo(105L);
    }
}
