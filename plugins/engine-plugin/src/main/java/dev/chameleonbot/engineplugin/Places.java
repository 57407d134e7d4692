package dev.chameleonbot.engineplugin;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the operator of a foreign host keeps Chameleon's things: a system property says so, or else an environment
 * variable, or else they are in the host's working directory.
 *
 * @param config the configuration file
 * @param state the directory of what was learned
 */
record Places(Path config, Path state) {
    static Places of(UnaryOperator<@Nullable String> properties, Map<String, String> environment) {
        return new Places(
                place(properties.apply("chameleon.config"), environment.get("CHAMELEON_CONFIG"), "chameleon.json"),
                place(properties.apply("chameleon.state"), environment.get("CHAMELEON_STATE"), "chameleon-state"));
    }

    /** The same places as full paths, which an operator finds wherever the message that names them is read. */
    Places resolvedAgainst(Path workingDirectory) {
        Path base = workingDirectory.toAbsolutePath();
        return new Places(base.resolve(config).normalize(), base.resolve(state).normalize());
    }

    private static Path place(@Nullable String property, @Nullable String variable, String usual) {
        if (property != null && !property.isBlank()) {
            return Path.of(property.strip());
        }
        return Path.of(variable != null && !variable.isBlank() ? variable.strip() : usual);
    }
}
