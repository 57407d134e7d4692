package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.data.DataFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which host is meant, running or not: its configuration and its state. */
final class PlacesOption extends StateOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration file, if no host runs (default: the one of the data).")
    private @Nullable Path config;

    @Override
    List<String> given() {
        return Stream.of(super.given(), words("--config", config))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    DataFolders folders() {
        return super.folders().withConfig(config);
    }
}
