package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.files.FolderContent;
import dev.chameleonbot.host.plugins.files.PinnedHashes;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.PluginFolder;
import dev.chameleonbot.host.plugins.loading.PluginFailures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What there is to tell of the plugins of a folder: their files, what is loaded of them, and what is wrong.
 *
 * @param loaded what is loaded, by id
 */
record PluginList(PluginFolder folder, FolderContent there, Map<String, PluginFile> loaded, PluginFailures failures) {

    /** All plugins, and the files that should be some, in the order of their ids. */
    List<PluginInfo> all() throws OperationException {
        List<PluginInfo> all = new ArrayList<>();
        for (PluginFile found : there.plugins().values()) {
            try {
                all.add(info(found));
            } catch (OperationException e) { // It has become unreadable since the folder was read.
                all.add(broken(found.file(), e.getMessage()));
            }
        }
        there.broken().forEach((file, problem) -> all.add(broken(file, problem)));
        for (PluginFile jar : loaded.values()) {
            if (!there.plugins().containsKey(jar.id())) {
                all.add(withoutFile(jar));
            }
        }
        all.sort(Comparator.comparing(PluginInfo::id));
        return all;
    }

    /** One plugin; no file of another one is hashed for that. */
    PluginInfo of(String id) throws OperationException {
        PluginFile found = there.plugins().get(id);
        PluginFile jar = loaded.get(id);
        if (found == null && jar == null) {
            throw there.missing(id);
        }
        return found != null ? info(found) : withoutFile(Objects.requireNonNull(jar));
    }

    private PluginInfo info(PluginFile found) throws OperationException {
        String id = found.id();
        Optional<String> failure = failures.of(id).or(() -> folder.hint(found));
        PinnedHashes.Pin pin = there.pins().of(found);
        PluginFile jar = loaded.get(id);
        if (jar != null) {
            boolean isSame = jar.sha256().equals(found.sha256());
            return info(
                    jar,
                    found,
                    PluginInfo.State.STARTED,
                    pin,
                    isSame ? Optional.empty() : Optional.of(new PluginInfo.OnDisk(found.version(), found.sha256())),
                    failure);
        }
        PluginInfo.State state = there.disabled().contains(id)
                ? PluginInfo.State.DISABLED
                : failure.isPresent() ? PluginInfo.State.FAILED : PluginInfo.State.STOPPED;
        return info(found, found, state, pin, Optional.empty(), failure);
    }

    private static PluginInfo info(
            PluginFile shown,
            PluginFile file,
            PluginInfo.State state,
            PinnedHashes.Pin pin,
            Optional<PluginInfo.OnDisk> onDisk,
            Optional<String> problem)
            throws OperationException {
        return new PluginInfo(
                shown.id(),
                shown.version(),
                file.file(),
                file.origin(),
                state,
                shown.sha256(),
                pin,
                shown.module(),
                onDisk,
                problem);
    }

    private static PluginInfo withoutFile(PluginFile jar) throws OperationException {
        return new PluginInfo(
                jar.id(),
                jar.version(),
                jar.file(),
                PluginFile.Origin.INSTALLED,
                PluginInfo.State.STARTED,
                jar.sha256(),
                PinnedHashes.Pin.NONE,
                jar.module(),
                Optional.empty(),
                Optional.of("Its file is gone from the folder, so it does not run after a restart"));
    }

    private static PluginInfo broken(Path file, String problem) {
        return new PluginInfo(
                file.getFileName().toString(),
                "",
                file,
                PluginFile.Origin.INSTALLED,
                PluginInfo.State.BROKEN,
                "",
                PinnedHashes.Pin.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(problem));
    }
}
