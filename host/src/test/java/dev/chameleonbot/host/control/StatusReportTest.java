package dev.chameleonbot.host.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.plugin.api.ChatColor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StatusReportTest {
    private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");

    private final ObjectNode report = JsonNodeFactory.instance.objectNode();

    @Test
    void tellsWhatEachAccountHasDoneAndWhatItsBehavioursSay() {
        StatusReport.describe(report, List.of(live("alice")), List.of(diagnostics("alice", changed(), "HEALTHY")));

        JsonNode alice = report.path("accounts").path(0);
        assertThat(alice.path("messages_heard").asLong()).isEqualTo(1_234);
        assertThat(alice.path("own_messages").asLong()).isEqualTo(60);
        assertThat(alice.path("colors_changed").asLong()).isEqualTo(56);
        assertThat(alice.path("last_color").asText()).isEqualTo("coral");
        assertThat(alice.path("last_color_at").asText()).isEqualTo("2026-11-28T10:00:05Z");
        assertThat(alice.path("statuses").path("color-changer").asText()).isEqualTo("changing off");
    }

    @Test
    void tellsOfATroubleThatIsOverWhenItBeganAndEnded() {
        Trouble trouble = new Trouble(
                Trouble.Kind.CHANNEL,
                "foo",
                "#foo is not heard",
                Optional.empty(),
                START,
                Optional.of(START.plusSeconds(7)));
        StatusReport.describe(report, List.of(live("alice").withTrouble(trouble)), List.of());

        JsonNode alice = report.path("accounts").path(0);
        assertThat(alice.path("last_error").asText()).isEqualTo("#foo is not heard");
        assertThat(alice.path("last_error_at").asText()).isEqualTo("2026-11-28T10:00:00Z");
        assertThat(alice.path("last_error_over").asText()).isEqualTo("2026-11-28T10:00:07Z");
        assertThat(alice.path("troubles")).isEmpty();
    }

    @Test
    void hasTheSameNamesForAnAccountOfWhichTheEngineKnowsNothing() {
        StatusReport.describe(
                report,
                List.of(live("alice"), AccountStatus.initial("bob", AccountState.FAILED, START, 0)),
                List.of(diagnostics("alice", changed(), "HEALTHY")));

        JsonNode alice = report.path("accounts").path(0);
        JsonNode bob = report.path("accounts").path(1);
        assertThat(bob.fieldNames()).toIterable().containsExactlyElementsOf(alice::fieldNames);
        assertThat(bob.path("messages_heard")).isEqualTo(LongNode.valueOf(0));
        assertThat(bob.path("last_color_at").isNull()).isTrue();
        assertThat(bob.path("budget_remaining").isNull()).isTrue();
        assertThat(bob.path("plugins")).isEmpty();
    }

    @Test
    void sumsUpAllAccounts() {
        StatusReport.describe(
                report,
                List.of(live("alice"), live("bob"), AccountStatus.initial("carol", AccountState.NEEDS_LOGIN, START, 1)),
                List.of(
                        diagnostics("alice", changed(), "QUARANTINED"),
                        diagnostics("bob", changed(), "QUARANTINED"),
                        diagnostics("carol", new Activity(0, 0, 0, List.of()), "HEALTHY")));

        JsonNode summary = report.path("summary");
        assertThat(summary.toString())
                .isEqualTo("{\"accounts\":3,\"live\":2,\"needs_attention\":1,\"states\":{\"NEEDS_LOGIN\":1,\"LIVE\":2},"
                        + "\"messages_heard\":2468,\"own_messages\":120,\"colors_changed\":112,"
                        + "\"quarantined_plugins\":[\"color-changer\"]}");
        assertThat(report.path("accounts").path(2).path("last_color").isNull()).isTrue();
    }

    private static AccountStatus live(String login) {
        return AccountStatus.initial(login, AccountState.LIVE, START, 1).withChannels(1, 1);
    }

    private static Activity changed() {
        return new Activity(
                1_234, 60, 56, List.of(new Activity.ColorChange(ChatColor.Preset.CORAL, START.plusSeconds(5))));
    }

    private static AccountDiagnostics diagnostics(String login, Activity activity, String health) {
        return new AccountDiagnostics(
                login,
                activity,
                Map.of("color-changer", 0),
                Optional.empty(),
                "closed",
                "closed",
                Optional.empty(),
                Map.of("color-changer", "changing off"),
                Map.of(),
                List.of(new PluginHealth("color-changer", PluginHealth.State.valueOf(health), START, "", 0)));
    }
}
