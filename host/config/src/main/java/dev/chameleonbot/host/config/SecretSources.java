package dev.chameleonbot.host.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where secrets come from that do not stand in the configuration: files, and a variable of the environment for the
 * application at the root. What is in them is never shown.
 */
final class SecretSources {
    /** Where systemd puts what a unit gets by {@code LoadCredential}. */
    private static final String CREDENTIALS_DIRECTORY = "CREDENTIALS_DIRECTORY";
    /** Those of Twitch have thirty characters. */
    static final int MAX_BYTES = 4_096;

    private final Path configuration;
    private final Map<String, String> environment;
    private final @Nullable String variable;

    private SecretSources(Path configuration, Map<String, String> environment, @Nullable String variable) {
        this.configuration = configuration;
        this.environment = environment;
        this.variable = variable;
    }

    /**
     * Those of the application at the root.
     *
     * @param configuration the file next to which relative paths begin
     */
    static SecretSources of(Path configuration, Map<String, String> environment) {
        String value = environment
                .getOrDefault(ConfigReader.CLIENT_SECRET_VARIABLE, "")
                .strip();
        return new SecretSources(configuration.toAbsolutePath(), environment, value.isEmpty() ? null : value);
    }

    /** Those of an account's own application: the same without the variable. */
    SecretSources ofAccount() {
        return new SecretSources(configuration, environment, null);
    }

    /** What the variable holds. */
    Optional<String> variable() {
        return Optional.ofNullable(variable);
    }

    void warnOfUnusedVariable(Problems problems) {
        if (variable != null) {
            problems.warning(
                    ConfigReader.CLIENT_SECRET_VARIABLE,
                    "has no effect without client_id at the root of the configuration");
        }
    }

    /**
     * The text in a file without the line breaks at its end.
     *
     * @param where the place of the file's name, for messages
     */
    Optional<String> read(String where, String name, Problems problems) {
        try {
            Path file = file(name);
            String text = ConfigFile.read(file, MAX_BYTES, "secret").text().strip();
            if (text.isEmpty()) {
                problems.error(where, file + " is empty; it must hold the secret");
                return Optional.empty();
            }
            return Optional.of(text);
        } catch (UnreadableConfigException e) {
            problems.error(where, e.getMessage());
        } catch (InvalidPathException e) {
            problems.error(where, "'" + ObjectReader.shorten(name) + "' is not the name of a file");
        }
        return Optional.empty();
    }

    /** Where a file is whose content is no text. */
    Optional<Path> file(String where, String name, Problems problems) {
        try {
            return Optional.of(file(name));
        } catch (InvalidPathException e) {
            problems.error(where, "'" + ObjectReader.shorten(name) + "' is not the name of a file");
            return Optional.empty();
        }
    }

    /** A relative path is looked for among systemd's credentials first: it is they that were given to this process. */
    private Path file(String name) {
        return Optional.ofNullable(environment.get(CREDENTIALS_DIRECTORY))
                .filter(directory -> !directory.isBlank() && !Path.of(name).isAbsolute())
                .map(directory -> Path.of(directory).resolve(name))
                .filter(Files::exists)
                .orElseGet(() -> configuration.resolveSibling(name));
    }
}
