package dev.chameleonbot.benchmarks.jmh;

import dev.chameleonbot.benchmarks.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.Main;

/** JMH's own command line, with allocation figures, and a table of the results in Markdown after it. */
public final class JmhRun {
    private JmhRun() {}

    /**
     * Runs benchmarks.
     *
     * @param args the folder for {@code jmh.json} and {@code jmh.md}, then what JMH is to be told
     * @throws IOException if JMH or the table fails
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Path fresh = Files.createTempFile(folder, "jmh", ".json");
        fresh.toFile().deleteOnExit(); // JMH ends the process where no benchmark is of that name.
        List<String> always = List.of("-prof", "gc", "-rf", "json", "-rff", fresh.toString());
        Main.main(Stream.concat(always.stream(), Stream.of(args).skip(1)).toArray(String[]::new));
        if (Files.exists(fresh) && Files.size(fresh) > 0) { // Not where it has only listed or explained.
            Path results = Files.move(fresh, folder.resolve("jmh.json"), StandardCopyOption.REPLACE_EXISTING);
            String table = JmhTable.of(Files.readString(results), Machine.about(Clock.systemUTC()));
            Files.writeString(folder.resolve("jmh.md"), table);
            System.out.println("\n" + table);
        }
    }
}
