import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Makes the Java that a package brings, of the Java that runs this: {@code java Runtime.java FOLDER}. It has what the host
 * needs and what its plugins may count on, decision 0027 says; the folder must not exist.
 */
final class Runtime {
    /** All of Java SE, as twitch4j's libraries ask for java.desktop anyway, and what the host and its operators use beside. */
    private static final List<String> MODULES = List.of(
            "java.se",
            "jdk.charsets",
            "jdk.crypto.ec",
            "jdk.httpserver",
            "jdk.jcmd",
            "jdk.jdwp.agent",
            "jdk.jfr",
            "jdk.localedata",
            "jdk.management",
            "jdk.management.agent",
            "jdk.naming.dns",
            "jdk.net",
            "jdk.unsupported",
            "jdk.zipfs");

    private Runtime() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder.toAbsolutePath().getParent());
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
        int code = jlink.run(
                System.out,
                System.err,
                "--add-modules",
                String.join(",", MODULES),
                "--include-locales",
                "en",
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress", // Not here: what packs the whole packs it better.
                "zip-0",
                // What tells the launcher which Java this is, without asking it.
                "--release-info",
                Path.of(System.getProperty("java.home"), "release").toString(),
                "--output",
                folder.toString());
        if (code != 0) {
            System.exit(code);
        }
    }
}
