package dev.chameleonbot.host.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a program finds where it is started, as far as it tells where its data are.
 *
 * @param platform the kind of system, which has habits of its own
 * @param home the folder of the user; empty where the system knows none, as for some users of containers
 * @param root the top of the file system, below which the folders of a service are
 * @param program the folder of the distribution; empty where it was not started from one
 */
public record ProcessEnvironment(
        Platform platform,
        Map<String, String> environment,
        Path workingDirectory,
        Optional<Path> home,
        Path root,
        Optional<Path> program) {
    /** Kinds of systems by where programs keep data. */
    public enum Platform {
        /** Linux, and systems that follow the XDG Base Directory Specification. */
        LINUX,
        /** macOS. */
        MACOS,
        WINDOWS;

        static Platform named(String osName) {
            String name = osName.toLowerCase(Locale.ROOT);
            if (name.startsWith("windows")) {
                return WINDOWS;
            }
            return name.startsWith("mac") ? MACOS : LINUX;
        }
    }

    public ProcessEnvironment {
        environment = Map.copyOf(environment);
    }

    public static ProcessEnvironment ofThisProcess() {
        Path workingDirectory = Path.of("").toAbsolutePath();
        return new ProcessEnvironment(
                Platform.named(System.getProperty("os.name")),
                System.getenv(),
                workingDirectory,
                homeFolder(),
                Objects.requireNonNullElse(workingDirectory.getRoot(), workingDirectory),
                programFolder());
    }

    /** Java has what the system's list of users has, and "?" for one who is not there; HOME goes first, as everywhere. */
    private static Optional<Path> homeFolder() {
        return Optional.ofNullable(System.getenv("HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .or(() -> property("user.home"))
                .filter(Path::isAbsolute);
    }

    /** The folder of the distribution, as its launcher names it; empty where it was not started from one. */
    public static Optional<Path> programFolder() {
        return property("chameleon.home");
    }

    private static Optional<Path> property(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /** A variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** A folder that a variable names in full; what is relative counts as not set, as the XDG specification has it. */
    Optional<Path> folder(String variable) {
        return variable(variable).map(Path::of).filter(Path::isAbsolute);
    }
}
