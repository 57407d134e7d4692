package dev.chameleonbot.host.plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What there is to tell of the plugins of a folder: their files, what is loaded of them, and what is wrong. */
final class PluginList {
    private final PluginFolder folder;
    private final Map<String, PluginJar> loaded;
    private final PluginFailures failures;

    PluginList(PluginFolder folder, Map<String, PluginJar> loaded, PluginFailures failures) {
        this.folder = folder;
        this.loaded = loaded;
        this.failures = failures;
    }

    /** Of a folder whose host does not run. */
    static PluginList ofStopped(PluginFolder folder) {
        return new PluginList(folder, Map.of(), new PluginFailures());
    }

    /** All plugins, and the files that should be some, in the order of their ids. */
    List<PluginInfo> all() throws PluginLoadException {
        boolean isPinned = folder.lock().exists();
        Map<String, String> pinned = folder.lock().read();
        FolderContent content = folder.content();
        Set<String> disabled = content.disabled();
        List<PluginInfo> all = new ArrayList<>();
        content.plugins()
                .forEach((id, found) -> all.add(info(
                        found,
                        disabled.contains(id),
                        found.isBundled()
                                ? PluginInfo.Pin.BUNDLED
                                : isPinned ? pin(pinned.get(id), found.plugin().sha256()) : PluginInfo.Pin.NONE)));
        content.broken().forEach((file, problem) -> all.add(broken(file, problem)));
        Map<String, PluginJar> gone = new HashMap<>(loaded);
        gone.keySet().removeAll(content.plugins().keySet());
        gone.values().forEach(jar -> all.add(withoutFile(jar)));
        all.sort(Comparator.comparing(PluginInfo::id));
        return all;
    }

    /** One plugin. */
    PluginInfo of(String id) throws PluginLoadException {
        return all().stream()
                .filter(plugin -> plugin.id().equals(id) && plugin.state() != PluginInfo.State.BROKEN)
                .findAny()
                .orElseThrow(() -> folder.missing(id));
    }

    private PluginInfo info(FoundPlugin found, boolean isDisabled, PluginInfo.Pin pin) {
        PluginFile onDisk = found.plugin();
        String id = onDisk.id();
        Optional<String> failure = failures.of(id).or(() -> folder.files().hint(found));
        PluginJar jar = loaded.get(id);
        if (jar != null) {
            return new PluginInfo(
                    id,
                    jar.version(),
                    found.file(),
                    found.origin(),
                    PluginInfo.State.STARTED,
                    jar.sha256(),
                    pin,
                    jar.module(),
                    jar.sha256().equals(onDisk.sha256())
                            ? Optional.empty()
                            : Optional.of(new PluginInfo.OnDisk(onDisk.version(), onDisk.sha256())),
                    failure);
        }
        PluginInfo.State state = isDisabled
                ? PluginInfo.State.DISABLED
                : failure.isPresent() ? PluginInfo.State.FAILED : PluginInfo.State.STOPPED;
        return new PluginInfo(
                id,
                onDisk.version(),
                found.file(),
                found.origin(),
                state,
                onDisk.sha256(),
                pin,
                onDisk.module(),
                Optional.empty(),
                failure);
    }

    private static PluginInfo.Pin pin(@Nullable String pinned, String sha256) {
        if (pinned == null) {
            return PluginInfo.Pin.UNKNOWN;
        }
        return pinned.equals(sha256) ? PluginInfo.Pin.MATCHES : PluginInfo.Pin.CHANGED;
    }

    private static PluginInfo broken(Path file, String problem) {
        return new PluginInfo(
                file.getFileName().toString(),
                "",
                file,
                PluginInfo.Origin.INSTALLED,
                PluginInfo.State.BROKEN,
                "",
                PluginInfo.Pin.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(problem));
    }

    private static PluginInfo withoutFile(PluginJar jar) {
        return new PluginInfo(
                jar.id(),
                jar.version(),
                jar.source(),
                PluginInfo.Origin.INSTALLED,
                PluginInfo.State.STARTED,
                jar.sha256(),
                PluginInfo.Pin.NONE,
                jar.module(),
                Optional.empty(),
                Optional.of("Its file is gone from the folder, so it does not run after a restart"));
    }
}
