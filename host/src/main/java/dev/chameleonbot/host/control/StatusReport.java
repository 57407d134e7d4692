package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.engine.model.Activity.ColorChange;
import dev.chameleonbot.engine.model.DeadLetters;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.process.ProgramVersion;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.runtime.StartProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a host stands, as the JSON of {@code status}. Names are stable; new ones may come. */
public final class StatusReport {
    private StatusReport() {}

    static ObjectNode of(HostOperations operations) {
        BotHost host = operations.host();
        ObjectNode report = head(operations);
        describe(report, host.accounts(), host.engine().diagnostics());
        describe(report.putObject("dead_letters"), host.engine().deadLetters());
        return report;
    }

    /**
     * The host itself, without its accounts.
     *
     * @return its version, since when it runs, and its plugins
     */
    public static ObjectNode head(HostOperations operations) {
        BotHost host = operations.host();
        Instant started = operations.started();
        ObjectNode report = Json.object();
        report.put("version", ProgramVersion.ofThisProgram());
        report.put("pid", ProcessHandle.current().pid());
        report.put("started", started.toString());
        report.put("uptime_seconds", Duration.between(started, operations.now()).toSeconds());
        Json.put(report, "plugins", host.plugins());
        ArrayNode failures = report.putArray("plugin_failures");
        host.pluginFailures()
                .forEach(failure -> failures.addObject()
                        .put("plugin", failure.plugin())
                        .put("since", failure.since().toString())
                        .put("reason", failure.reason()));
        return report;
    }

    static void describe(ObjectNode report, List<AccountStatus> statuses, List<AccountDiagnostics> diagnostics) {
        List<Activity> activities =
                diagnostics.stream().map(AccountDiagnostics::activity).toList();
        ObjectNode summary = summary(statuses, activities);
        describe(summary.putArray("quarantined_plugins"), diagnostics);
        report.set("summary", summary);
        Map<String, AccountDiagnostics> byLogin = new HashMap<>();
        diagnostics.forEach(one -> byLogin.put(one.login(), one));
        ArrayNode accounts = report.putArray("accounts");
        for (AccountStatus status : statuses) {
            ObjectNode account = accounts.addObject();
            describe(account, status);
            describe(account, byLogin.getOrDefault(status.login(), nothingDone(status.login())));
        }
    }

    /** What there is of an account that the engine does not know, as it is left out. */
    private static AccountDiagnostics nothingDone(String login) {
        return new AccountDiagnostics(
                login,
                Activity.NONE,
                Map.of(),
                Optional.empty(),
                "closed",
                "closed",
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of());
    }

    /**
     * One account.
     *
     * @param details what it is busy with; empty if the engine does not know it
     */
    public static ObjectNode account(AccountStatus status, Optional<AccountDiagnostics> details) {
        ObjectNode account = Json.object();
        describe(account, status);
        describe(account, details.orElseGet(() -> nothingDone(status.login())));
        return account;
    }

    /** How all accounts of a host stand together. */
    public static ObjectNode summary(BotHost host) {
        return summary(host.accounts(), host.engine().activities().values());
    }

    private static ObjectNode summary(List<AccountStatus> statuses, Collection<Activity> activities) {
        StartProgress progress = StartProgress.of(statuses);
        ObjectNode summary = Json.object();
        summary.put("accounts", progress.accounts());
        summary.put("live", progress.live());
        summary.put("needs_attention", progress.needAttention());
        Map<AccountState, Integer> states = new EnumMap<>(AccountState.class);
        statuses.forEach(status -> states.merge(status.state(), 1, Integer::sum));
        ObjectNode counts = summary.putObject("states");
        states.forEach((state, count) -> counts.put(state.name(), count));
        return summary.put(
                        "messages_heard",
                        activities.stream().mapToLong(Activity::heard).sum())
                .put(
                        "own_messages",
                        activities.stream().mapToLong(Activity::own).sum())
                .put(
                        "colors_changed",
                        activities.stream().mapToLong(Activity::colorsChanged).sum());
    }

    private static void describe(ArrayNode quarantined, List<AccountDiagnostics> diagnostics) {
        diagnostics.stream()
                .flatMap(one -> one.plugins().stream())
                .filter(health -> health.state() == PluginHealth.State.QUARANTINED)
                .map(PluginHealth::pluginId)
                .distinct()
                .sorted()
                .forEach(quarantined::add);
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
        account.put("last_error_at", Json.text(status.lastTrouble().map(Trouble::since)));
        account.put("last_error_over", Json.text(status.lastTrouble().flatMap(Trouble::over)));
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

    private static void describe(ObjectNode account, AccountDiagnostics details) {
        Activity activity = details.activity();
        account.put("messages_heard", activity.heard());
        account.put("own_messages", activity.own());
        account.put("colors_changed", activity.colorsChanged());
        account.put(
                "last_color",
                activity.lastChange().map(change -> change.color().wireName()).orElse(null));
        account.put("last_color_at", Json.text(activity.lastChange().map(ColorChange::at)));
        ObjectNode statuses = account.putObject("statuses");
        details.statuses().forEach(statuses::put);
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
