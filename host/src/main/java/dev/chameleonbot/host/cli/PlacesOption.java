package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.data.DataFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which host is meant, running or not: its configuration and its state. */
final class PlacesOption {
    @Mixin
    private final StateOption host = new StateOption();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration file, where no host runs (default: the one of the data).")
    private @Nullable Path config;

    /** The running host, if there is one. */
    StateOption host() {
        return host;
    }

    /** The words that were said for it, to say them to another command. */
    List<String> given() {
        List<String> words = new ArrayList<>(host.given());
        if (config != null) {
            words.addAll(List.of("--config", config.toString()));
        }
        return words;
    }

    /** Where its data are, or would be. */
    DataFolders folders() {
        DataFolders found = host.folders();
        return config == null ? found : found.withConfig(config);
    }
}
