package dev.chameleonbot.host.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.host.text.Counted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The host that runs with the state directory: whether it answers, which version it is, and how its accounts are. */
public record HostCheck(Source<HostView> host, String version) implements Check {
    @Override
    public String topic() {
        return "host";
    }

    @Override
    public List<Finding> run() throws Exception {
        return switch (host.get()) {
            case HostView.None(String sentence) -> List.of(Finding.skipped(sentence));
            case HostView.Silent(String problem, OptionalLong pid) ->
                List.of(withPid(
                        Finding.problem(
                                problem + process(pid),
                                "Look at the end of its log. If it does not come back, end it"
                                        + (pid.isPresent() ? " (kill " + pid.getAsLong() + ")" : "")
                                        + " and start it again."),
                        pid));
            case HostView.Answering(JsonNode status, OptionalLong pid) -> answering(status, pid);
        };
    }

    private List<Finding> answering(JsonNode status, OptionalLong pid) {
        List<Finding> all = new ArrayList<>();
        all.add(withPid(running(status, pid), pid)
                .with("uptime_seconds", status.path("uptime_seconds").asLong()));
        status.path("plugin_failures")
                .forEach(failure -> all.add(Finding.problem(
                                "The plugin does not run: "
                                        + failure.path("reason").asText(),
                                "'chameleon plugins info "
                                        + failure.path("plugin").asText() + "' says more.")
                        .about(failure.path("plugin").asText())));
        for (JsonNode account : status.path("accounts")) {
            if (account.path("needs_attention").asBoolean()) {
                all.add(account(account));
            }
        }
        return all;
    }

    private Finding running(JsonNode status, OptionalLong pid) {
        JsonNode summary = status.path("summary");
        String theirs = status.path("version").asText("");
        String words = "A host" + (theirs.isEmpty() ? "" : " of version " + theirs) + process(pid) + " has run for "
                + time(status.path("uptime_seconds").asLong()) + "; "
                + Counted.of(summary.path("accounts").asLong(), "account") + ", "
                + Counted.number(summary.path("live").asLong()) + " live";
        if (!theirs.equals(version)) {
            return Finding.warning(
                            words + "; this program is of version " + version,
                            "Start the host again so that it is of this version, too.")
                    .with("version", theirs)
                    .with("own_version", version);
        }
        return Finding.fine(words).with("version", theirs);
    }

    private static Finding account(JsonNode account) {
        String login = account.path("login").asText();
        String error = account.path("last_error").asText("");
        return Finding.problem(
                        "It is " + account.path("state").asText() + (error.isEmpty() ? "" : ": " + error),
                        account.path("advice").asText("'chameleon status' says more."))
                .about(login)
                .with("state", account.path("state").asText());
    }

    private static String process(OptionalLong pid) {
        return pid.isPresent() ? " (process " + pid.getAsLong() + ")" : "";
    }

    private static Finding withPid(Finding finding, OptionalLong pid) {
        return pid.isPresent() ? finding.with("pid", pid.getAsLong()) : finding;
    }

    private static String time(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        if (time.toDays() > 0) {
            return Counted.of(time.toDays(), "day") + " " + time.toHoursPart() + " h";
        }
        return time.toHours() > 0 ? time.toHours() + " h " + time.toMinutesPart() + " min" : time.toMinutes() + " min";
    }
}
