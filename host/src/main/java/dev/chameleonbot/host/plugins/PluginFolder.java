package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder that plugins are found in: jars only, each a plugin of another id. */
final class PluginFolder {
    private static final Logger log = LoggerFactory.getLogger(PluginFolder.class);

    private PluginFolder() {}

    /**
     * Lists the plugins of a folder by the names of their files.
     *
     * @throws PluginProblemsException with everything that is wrong with any of them
     */
    static List<PluginJar> list(Path folder) throws PluginProblemsException {
        if (!Files.isDirectory(folder)) {
            String what = Files.exists(folder) ? " is not a folder" : " does not exist";
            throw new PluginProblemsException(List.of("The plugins folder " + folder + what));
        }
        List<String> problems = new ArrayList<>();
        Map<String, PluginJar> byId = new LinkedHashMap<>();
        for (Path file : jars(folder)) {
            try {
                PluginJar jar = PluginJar.read(file);
                PluginJar first = byId.putIfAbsent(jar.id(), jar);
                if (first != null) {
                    problems.add("There are two plugins '" + jar.id() + "': " + first.file() + " (version "
                            + first.version() + ") and " + jar.file() + " (version " + jar.version()
                            + "). Remove one of them");
                }
            } catch (PluginJar.NoPluginException e) {
                problems.add(e.getMessage());
            }
        }
        if (byId.isEmpty() && problems.isEmpty()) {
            problems.add("There is no plugin in " + folder + ". Put a plugin's jar there, such as color-changer.jar");
        }
        if (!problems.isEmpty()) {
            throw new PluginProblemsException(problems);
        }
        return List.copyOf(byId.values());
    }

    private static List<Path> jars(Path folder) throws PluginProblemsException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = new ArrayList<>();
            files.sorted().forEach(file -> {
                String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                if (name.endsWith(".jar") && Files.isRegularFile(file)) {
                    jars.add(file);
                } else if (name.endsWith(".zip")) {
                    log.warn("{} is ignored: a plugin comes as a jar", file);
                }
            });
            return jars;
        } catch (IOException e) {
            throw new PluginProblemsException(List.of("The plugins folder " + folder + " cannot be read: " + e));
        }
    }
}
