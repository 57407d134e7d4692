package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.AccountDiagnostics;
import dev.chameleonbot.engine.AccountStatus;
import dev.chameleonbot.engine.DeadLetters;
import dev.chameleonbot.engine.Trouble;
import dev.chameleonbot.host.BotHost;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a host stands, as the JSON of {@code status}. Names are stable; new ones may come. */
final class StatusReport {
    private StatusReport() {}

    static ObjectNode of(BotHost host, Instant started, Instant now) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("started", started.toString());
        report.put("uptime_seconds", Duration.between(started, now).toSeconds());
        ArrayNode plugins = report.putArray("plugins");
        host.plugins().forEach(plugins::add);
        ArrayNode failures = report.putArray("plugin_failures");
        host.pluginFailures()
                .forEach(failure -> failures.addObject()
                        .put("plugin", failure.plugin())
                        .put("since", failure.since().toString())
                        .put("reason", failure.reason()));
        Map<String, AccountDiagnostics> diagnostics = new HashMap<>();
        host.diagnostics().forEach(one -> diagnostics.put(one.login(), one));
        ArrayNode accounts = report.putArray("accounts");
        for (AccountStatus status : host.accounts()) {
            ObjectNode account = accounts.addObject();
            describe(account, status);
            AccountDiagnostics details = diagnostics.get(status.login());
            if (details != null) {
                describe(account, details);
            }
        }
        describe(report.putObject("dead_letters"), host.deadLetters());
        return report;
    }

    private static void describe(ObjectNode report, DeadLetters letters) {
        report.put("total", letters.total());
        ArrayNode latest = report.putArray("latest");
        letters.latest()
                .forEach(letter -> latest.addObject()
                        .put("at", letter.at().toString())
                        .put("listener", letter.listener())
                        .put("event", letter.event().getClass().getSimpleName())
                        .put("reason", letter.reason()));
    }

    private static void describe(ObjectNode account, AccountStatus status) {
        account.put("login", status.login());
        account.put("state", status.state().name());
        account.put("since", status.since().toString());
        account.put("channels_wanted", status.channelsWanted());
        account.put("channels_heard", status.channelsHeard());
        account.put("last_error", status.lastError().orElse(null));
        account.put("last_error_at", text(status.lastTrouble().map(Trouble::since)));
        account.put("last_error_over", text(status.lastTrouble().flatMap(Trouble::over)));
        account.put("needs_attention", status.needsAttention());
        account.put("advice", status.advice().orElse(null));
        ArrayNode troubles = account.putArray("troubles");
        status.troubles()
                .forEach(trouble -> troubles.addObject()
                        .put("kind", trouble.kind().name())
                        .put("subject", trouble.subject())
                        .put("problem", trouble.problem())
                        .put("advice", trouble.advice().orElse(null))
                        .put("since", trouble.since().toString()));
        account.put("faults", status.faults());
        ObjectNode prompt = status.prompt()
                .map(shown -> account.objectNode()
                        .put("verification_uri", shown.verificationUri().toString())
                        .put("user_code", shown.userCode())
                        .put("expires_at", shown.expiresAt().toString()))
                .orElse(null);
        account.put("login_progress", status.loginProgress().name());
        account.set("login_prompt", prompt);
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    private static void describe(ObjectNode account, AccountDiagnostics details) {
        ObjectNode queues = account.putObject("queues");
        details.queues().forEach(queues::put);
        ObjectNode metrics = account.putObject("metrics");
        details.metrics().forEach((plugin, figures) -> {
            ObjectNode shown = metrics.putObject(plugin);
            figures.forEach(shown::put);
        });
        ArrayNode plugins = account.putArray("plugins");
        details.plugins()
                .forEach(health -> plugins.addObject()
                        .put("id", health.pluginId())
                        .put("state", health.state().name())
                        .put("since", health.since().toString())
                        .put("reason", health.reason())
                        .put("failures", health.failures()));
        account.put("budget_remaining", details.budget().orElse(null));
        account.putObject("breakers").put("helix", details.helixBreaker()).put("color", details.colorBreaker());
    }
}
