package dev.chameleonbot.engine.state;

import com.fasterxml.jackson.core.JsonFactory;
import dev.chameleonbot.plugin.api.ChannelId;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;

/** The class path of a process that uses the state store, made of what the tests' own modules come from. */
final class StateClassPath {
    private StateClassPath() {}

    /** With a test's class that is to be started. */
    static String with(Class<?> main) {
        Stream<Path> used = Stream.of(
                        SqliteStateStore.class,
                        ChannelId.class,
                        JDBC.class,
                        JsonFactory.class,
                        LoggerFactory.class,
                        main)
                .map(StateClassPath::placeOf);
        // Tests are patched into the module that they are of, and say that they come from there.
        Path tests = placeOf(SqliteStateStore.class).resolveSibling("test-classes");
        return Stream.concat(used, Stream.of(tests))
                .map(Path::toString)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path placeOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
