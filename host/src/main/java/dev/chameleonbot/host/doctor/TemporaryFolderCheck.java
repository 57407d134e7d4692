package dev.chameleonbot.host.doctor;

import dev.chameleonbot.host.temporary.FolderProbe;
import java.nio.file.Path;
import java.util.List;

/** The system's temporary folder, where copies of plugins are put. */
public record TemporaryFolderCheck(Path folder) implements Check {
    private static final String ANOTHER = "name another one with CHAMELEON_JAVA_OPTS=-Djava.io.tmpdir=/a/folder";

    @Override
    public String topic() {
        return "temporary_folder";
    }

    @Override
    public List<Finding> run() {
        FolderProbe probe = FolderProbe.of(folder);
        Finding finding;
        if (probe.problem().isPresent()) {
            finding = Finding.problem(
                    folder + " cannot be written: " + probe.problem().get(), "Fix that, or " + ANOTHER + ".");
        } else if (!probe.executes()) {
            // SQLite's library is loaded from the state directory, so this is in nobody's way but the demo's.
            finding = Finding.fine(
                    folder + " can be written, but nothing may be executed there (noexec); only 'chameleon demo' needs"
                            + " that, for which " + ANOTHER);
        } else {
            finding = Finding.fine(folder + " can be written");
        }
        return List.of(finding.with("path", folder.toString()).with("executable", probe.executes()));
    }
}
