package dev.chameleonbot.host.doctor;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.loading.PluginFailure;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.host.plugins.operations.PluginInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The plugins: their files, whether they are the pinned ones, and whether they can be loaded here.
 *
 * @param loaded the plugins of the folder, loaded for this
 */
public record PluginCheck(Source<List<PluginInfo>> files, Source<PluginHost> loaded) implements Check {
    @Override
    public String topic() {
        return "plugins";
    }

    @Override
    public List<Finding> run() throws Exception {
        List<PluginInfo> found;
        try {
            found = files.get();
        } catch (OperationException e) {
            return List.of(Finding.problem(
                    e.getMessage(), "Name the folder of the plugins with --plugins, or put one there."));
        }
        List<Finding> all = new ArrayList<>();
        Set<String> bad = new HashSet<>();
        for (PluginInfo plugin : found) {
            Finding finding = file(plugin);
            all.add(finding);
            if (finding.verdict() instanceof Verdict.Problem) {
                bad.add(plugin.id());
            }
        }
        for (PluginFailure failure : failures(all)) {
            if (bad.add(failure.plugin())) {
                all.removeIf(finding -> finding.subject().equals(failure.plugin()));
                all.add(Finding.problem(
                                "It cannot be loaded: " + failure.reason(),
                                "Take another version of it ('chameleon plugins update FILE'), or disable it"
                                        + " ('chameleon plugins disable " + failure.plugin() + "').")
                        .about(failure.plugin()));
            }
        }
        return all;
    }

    private List<PluginFailure> failures(List<Finding> all) throws Exception {
        try {
            return loaded.get().failures().all();
        } catch (OperationException e) {
            if (all.stream().noneMatch(finding -> finding.verdict() instanceof Verdict.Problem)) {
                all.add(Finding.problem(e.getMessage(), "Fix that: a host needs at least one usable plugin."));
            }
            return List.of();
        }
    }

    private static Finding file(PluginInfo plugin) {
        String id = plugin.id();
        Finding finding = switch (plugin.state()) {
            case BROKEN, FAILED ->
                Finding.problem(
                                plugin.problem().orElse("It is no plugin that can be loaded"),
                                "Remove " + plugin.file() + ", or put a good one in its place.")
                        .about(id);
            case DISABLED -> Finding.skipped(plugin.version() + ", disabled").about(id);
            case STARTED, STOPPED -> pinned(plugin);
        };
        return finding.with("version", plugin.version())
                .with("file", plugin.file().toString())
                .with("sha256", plugin.sha256());
    }

    private static Finding pinned(PluginInfo plugin) {
        String trust = "If you trust it: 'chameleon plugins verify --pin'. If not, put the right file back.";
        return switch (plugin.pin()) {
            case CHANGED ->
                Finding.problem(
                                plugin.file().getFileName()
                                        + " is not the file that plugins.lock names, so it is not loaded",
                                trust)
                        .about(plugin.id());
            case UNKNOWN ->
                Finding.problem(
                                plugin.file().getFileName() + " is not named in plugins.lock, so it is not loaded",
                                trust)
                        .about(plugin.id());
            case MATCHES ->
                Finding.fine(plugin.version() + ", the file that plugins.lock names")
                        .about(plugin.id());
            case BUNDLED ->
                Finding.fine(plugin.version() + ", which comes with the program")
                        .about(plugin.id());
            case NONE -> Finding.fine(plugin.version()).about(plugin.id());
        };
    }
}
