package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.PluginHealth.State;
import dev.chameleonbot.engine.resilience.LogsErrors;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A behaviour that does harm to one account, beside a well-behaved one, and beside the same two at another account. */
@LogsErrors
@ExtendWith(TidyExtension.class)
@Isolated("It keeps every processor busy.")
@DisplayName("D4 guards")
final class HostileBehavioursIT {
    /** Short enough for a test, and long for a call on a busy machine. */
    private static final GuardLimits LIMITS = new GuardLimits(
            Duration.ofSeconds(1), Duration.ofMillis(500), 3, Duration.ofMillis(200), Duration.ofMillis(400));

    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    private final AtomicBoolean released = new AtomicBoolean();
    private final AtomicInteger ignored = new AtomicInteger();
    private final List<String> handled = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        released.set(true);
    }

    @Test
    void oneThatThrowsIsPausedAndTriedAgainAndHealsWhenItIsWell() {
        AtomicBoolean ill = new AtomicBoolean(true);
        start((bot, message) -> {
            if (bot.account().login().equals("hit") && ill.get()) {
                throw new IllegalStateException("on purpose");
            }
            handled.add(bot.account().login() + " " + message.text());
        });

        say("hit", 10);
        awaitHealth("hit", State.PAUSED);
        assertThat(health("hit").reason()).contains("on purpose");
        ill.set(false);

        awaitHealth("hit", State.HEALTHY);
        assertServedBeside();
        assertThat(handled).contains("bystander beside");
        assertThat(health("bystander").failures()).isZero();
    }

    @Test
    void oneThatWaitsForEverIsInterruptedAndPaused() {
        CountDownLatch never = new CountDownLatch(1);
        start((bot, message) -> {
            if (bot.account().login().equals("hit") && message.text().equals("message 0")) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    handled.add("interrupted");
                    return;
                }
            }
            handled.add(bot.account().login() + " " + message.text());
        });

        say("hit", 3);

        await().atMost(EngineRig.PATIENCE).until(() -> handled.contains("interrupted"));
        await().atMost(EngineRig.PATIENCE).until(() -> handled.contains("hit message 2"));
        assertThat(handled.indexOf("hit message 1")).isLessThan(handled.indexOf("hit message 2"));
        assertThat(health("hit").failures()).isEqualTo(1);
        assertServedBeside();
    }

    @Test
    void oneThatIgnoresTheInterruptIsQuarantinedWithAReason() {
        start((bot, message) -> {
            if (bot.account().login().equals("hit")) {
                waitStubbornly();
            }
            handled.add(bot.account().login() + " " + message.text());
        });

        say("hit", 3);

        awaitHealth("hit", State.QUARANTINED);
        assertThat(health("hit").reason()).contains("a message did not end", "waited");
        assertServedBeside();
        assertThat(handled).containsExactly("bystander beside");
    }

    @Test
    void spinnersOnEveryProcessorHoldUpNobodyElse() {
        int spinners = Runtime.getRuntime().availableProcessors() + 1;
        AccountConfig[] accounts = new AccountConfig[spinners + 1];
        for (int i = 0; i < spinners; i++) {
            accounts[i] = rig.account("spinner" + i, "streamer");
        }
        accounts[spinners] = rig.account("bystander", "streamer");
        start(
                (bot, message) -> {
                    if (bot.account().login().startsWith("spinner")) {
                        spin();
                    }
                    handled.add(bot.account().login() + " " + message.text());
                },
                accounts);
        for (int i = 0; i < spinners; i++) {
            rig.twitch().sayUncounted("spinner" + i, "streamer", "spin");
        }

        rig.sayAndAwaitColor("bystander", "streamer");
        for (int i = 0; i < spinners; i++) {
            awaitHealth("spinner" + i, State.QUARANTINED);
            assertThat(health("spinner" + i).reason()).contains("kept the processor busy");
        }
        rig.sayAndAwaitColor("bystander", "streamer");
        assertThat(handled).contains("bystander hello");
    }

    @Test
    void oneThatDoesNotOpenIsQuarantinedAndTheOthersWork() {
        rig.startWith(
                builder -> builder.limits(LIMITS)
                        .behaviour("hostile", bot -> {
                            throw new IllegalStateException("not today");
                        })
                        .behaviour("good", new ColorAfterEach()),
                rig.account("hit", "streamer"));

        awaitHealth("hit", State.QUARANTINED);

        assertThat(health("hit").reason()).contains("not today");
        rig.awaitLive("hit");
        rig.sayAndAwaitColor("hit", "streamer");
    }

    @Test
    void oneThatFloodsIsRefusedWhatIsTooMuch() {
        AtomicInteger refused = new AtomicInteger();
        start((bot, message) -> {
            if (!bot.account().login().equals("hit")) {
                handled.add(bot.account().login() + " " + message.text());
                return;
            }
            bot.schedule().after(Duration.ofSeconds(Long.MAX_VALUE), () -> {}).close();
            for (int i = 0; i < 20_000; i++) {
                try {
                    var unused = bot.schedule().after(Duration.ofHours(1), () -> {});
                } catch (RejectedExecutionException e) {
                    refused.incrementAndGet();
                }
            }
            handled.add("flooded");
        });

        say("hit", 1);

        await().atMost(EngineRig.PATIENCE).until(() -> handled.contains("flooded"));
        assertThat(refused.get()).isGreaterThanOrEqualTo(19_000);
        assertServedBeside();
    }

    @Test
    void theStopDoesNotWaitForOneThatHangsAndNamesIt() {
        start((bot, message) -> waitStubbornly());
        say("hit", 1);
        awaitHealth("hit", State.QUARANTINED);

        rig.engine().close();

        assertThat(rig.engine().accounts()).isEmpty();
    }

    private void start(BiConsumer<Bot, ChatMessage> hostile) {
        start(hostile, rig.account("hit", "streamer"), rig.account("bystander", "streamer"));
    }

    private void start(BiConsumer<Bot, ChatMessage> hostile, AccountConfig... accounts) {
        rig.startWith(
                builder -> builder.limits(LIMITS)
                        .behaviour("hostile", bot -> message -> hostile.accept(bot, message))
                        .behaviour("good", new ColorAfterEach()),
                accounts);
        for (AccountConfig account : accounts) {
            rig.awaitLive(account.login());
        }
    }

    private void say(String login, int times) {
        for (int i = 0; i < times; i++) {
            rig.twitch().sayUncounted(login, "streamer", "message " + i);
        }
    }

    /** The good behaviour works for both accounts, and the hostile one for the other account. */
    private void assertServedBeside() {
        rig.sayAndAwaitColor("hit", "streamer");
        rig.twitch().say("bystander", "streamer", "beside");
        await().atMost(EngineRig.PATIENCE).until(() -> handled.contains("bystander beside"));
        await().atMost(EngineRig.PATIENCE).until(() -> rig.twitch().served().missing() == 0);
        assertThat(rig.status("bystander").state()).isEqualTo(AccountState.LIVE);
        assertThat(rig.status("hit").state()).isEqualTo(AccountState.LIVE);
    }

    private void awaitHealth(String login, State state) {
        await().atMost(EngineRig.PATIENCE).until(() -> health(login).state() == state);
    }

    private PluginHealth health(String login) {
        return rig.engine().diagnostics().stream()
                .filter(one -> one.login().equals(login))
                .flatMap(one -> one.plugins().stream())
                .filter(one -> one.pluginId().equals("hostile"))
                .findAny()
                .orElse(new PluginHealth("hostile", State.HEALTHY, Instant.EPOCH, "", 0));
    }

    /** What is tested: a call that takes no interrupt for an answer, until the test is over. The test itself never waits for it. */
    private void waitStubbornly() {
        while (!released.get()) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                ignored.incrementAndGet();
            }
        }
    }

    private void spin() {
        while (!released.get()) {
            Thread.onSpinWait();
        }
    }

    /** What the rig's own behaviour does. */
    private static final class ColorAfterEach implements ChatBehaviour {
        private final AtomicInteger next = new AtomicInteger();

        @Override
        public BehaviourSession open(Bot bot) {
            return message -> bot.changeColor(new ChatColor.Hex(next.incrementAndGet()));
        }
    }
}
