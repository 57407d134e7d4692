package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.diagnosis.StateDiagnosis;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.temporary.FolderProbe;
import dev.chameleonbot.host.temporary.TemporaryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Looks into a state directory; in it nothing is created but, for a moment, where nothing else will do, a folder.
 *
 * @param directory the state directory, whether it exists or not
 * @param key the value of {@code CHAMELEON_KEY}, where it is set
 * @param config names the accounts of interest
 */
public record StateSource(Path directory, Optional<String> key, Source<Optional<HostConfig>> config)
        implements Source<Optional<StateDiagnosis>> {
    private static final String PREFIX = "chameleon-doctor-";

    @Override
    public Optional<StateDiagnosis> get() throws Exception {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        List<String> logins = config.get().map(HostConfig::accounts).orElse(List.of()).stream()
                .map(AccountConfig::login)
                .toList();
        try (TemporaryFolder scratch = FolderProbe.executing(directory, PREFIX)) {
            return Optional.of(StateDiagnosis.of(directory, key, logins, scratch.path()));
        }
    }
}
