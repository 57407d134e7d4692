package dev.chameleonbot.host.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Java that runs this, and so everything else that is started in the same way.
 *
 * @param home where it is
 * @param program the folder of the distribution, if there is one
 */
public record JavaCheck(Runtime.Version version, String vendor, Path home, Optional<Path> program) implements Check {
    private static final int OLDEST = 21;

    /**
     * Of this process.
     *
     * @param program the folder of the distribution, if there is one
     */
    public static JavaCheck ofThisProcess(Optional<Path> program) {
        return new JavaCheck(
                Runtime.version(),
                System.getProperty("java.vendor", "an unknown vendor"),
                Path.of(System.getProperty("java.home")),
                program);
    }

    @Override
    public String topic() {
        return "java";
    }

    @Override
    public List<Finding> run() {
        boolean isPackaged =
                program.map(folder -> normal(home).startsWith(normal(folder))).orElse(false);
        String what = "Java " + version + " of " + vendor + " in " + home
                + (isPackaged ? ", the runtime of the package" : ", found on this machine");
        Finding finding = version.feature() >= OLDEST
                ? Finding.fine(what)
                : Finding.problem(
                        what + "; Chameleon needs " + OLDEST + " or newer",
                        "Install Java " + OLDEST + " or newer, or take the package that brings its own.");
        return List.of(finding.with("version", version.toString())
                .with("vendor", vendor)
                .with("home", home.toString())
                .with("packaged", isPackaged));
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
