package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.chameleonbot.engine.chat.ChatWriter;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.OwnLog;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What becomes of what a behaviour says. */
@ExtendWith(TidyExtension.class)
@ResourceLock("warnings about chat")
@DisplayName("A12 chat messages that are not shown")
final class ChatIT {
    private static final int MESSAGES = 20;

    private final List<SayResult> results = new CopyOnWriteArrayList<>();
    private OwnLog log;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    @BeforeEach
    void open() {
        log = new OwnLog();
        log.start();
        logger().addAppender(log);
        rig.start(
                bot -> message -> {
                    for (int i = 0; i < MESSAGES && message.text().equals("speak"); i++) {
                        bot.say(message.channel(), "reply " + i, results::add);
                    }
                },
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");
    }

    @AfterEach
    void close() {
        logger().detachAppender(log);
    }

    @Test
    void thatTwitchDropsAreToldToTheBehaviourAndCountedAndToTheOperatorOnce() {
        rig.twitch().faults().rewrite(Endpoint.MESSAGES, body -> """
            {"data":[{"message_id":"","is_sent":false,"drop_reason":
              {"code":"msg_duplicate","message":"Your message is identical\\nto the one before"}}]}
            """, MESSAGES);

        speak();

        assertThat(results)
                .containsOnly(new SayResult.Dropped("msg_duplicate", "Your message is identical to the one before"));
        assertThat(figures()).containsEntry("chat.dropped", (long) MESSAGES).doesNotContainKey("chat.sent");
        assertThat(warnings())
                .singleElement()
                .isEqualTo(
                        "alice: A message to #streamer was dropped by Twitch (msg_duplicate: Your message is identical"
                                + " to the one before)");
        awaitError("was dropped by Twitch");
        assertThat(rig.status("alice").needsAttention()).isFalse();
        assertThat(rig.status("alice").lastTrouble().orElseThrow().kind()).isEqualTo(Kind.CHAT);
        assertThat(rig.status("alice").troubles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void thatTheAccountMayNotWriteAreAStateWithAdviceUntilOneIsTaken(int status) {
        Fault refusal = rig.twitch().faults().fail(Endpoint.MESSAGES, status, MESSAGES);

        speak();

        assertThat(results).hasOnlyElementsOfType(SayResult.Failed.class);
        assertThat(figures()).containsEntry("chat.failed", (long) MESSAGES);
        assertThat(warnings()).hasSize(1);
        awaitError("It may not write to #streamer");
        assertThat(rig.status("alice").advice().orElseThrow())
                .contains("may write in that channel")
                .doesNotContain("login");

        refusal.close();
        results.clear();
        speak();

        await().atMost(EngineRig.PATIENCE).until(() -> !rig.status("alice").needsAttention());
        assertThat(figures()).containsEntry("chat.sent", (long) MESSAGES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"message_id\":5,\"is_sent\":\"perhaps\",\"drop_reason\":[7]}]}",
                "{\"data\":[null]}",
                "{\"data\":[]}",
                "{\"data\":[{\"is_sent\":true,\"drop_reason\":{}}],\"more\":1}"
            })
    void areOnlyThoseOfWhichTwitchSaysSo(String answer) {
        rig.twitch().faults().rewrite(Endpoint.MESSAGES, body -> answer, MESSAGES);

        speak();

        assertThat(results).containsOnly(new SayResult.Sent());
        assertThat(warnings()).isEmpty();
    }

    private void speak() {
        rig.twitch().sayUncounted("alice", "streamer", "speak");
        await().atMost(EngineRig.PATIENCE).until(() -> results.size() == MESSAGES);
    }

    private void awaitError(String words) {
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").lastError().orElse("").contains(words));
    }

    private Map<String, Long> figures() {
        return rig.engine().diagnostics().getFirst().metrics().getOrDefault("test", Map.of());
    }

    private List<String> warnings() {
        return log.events().stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(ChatWriter.class);
    }
}
