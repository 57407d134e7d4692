package foreignhost;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pf4j.PluginManager;
import org.pf4j.PluginWrapper;

/**
 * The host's program. It does what it is told on its standard input, one command a line, and answers each with one line.
 */
public final class ForeignHost {
    private static final List<String> THE_JDKS = List.of(
            "ForkJoinPool",
            "VirtualThread-un",
            "MasterPoller",
            "ReadPoller",
            "WritePoller",
            "Read-Poller",
            "Write-Poller",
            "process reaper",
            "JFR ",
            "Common-Cleaner");

    private final PluginManager plugins;
    private final Map<String, WeakReference<ClassLoader>> loaders = new LinkedHashMap<>();
    private Set<Thread> before = Set.of();

    private ForeignHost(PluginManager plugins) {
        this.plugins = plugins;
    }

    /**
     * Runs until "exit", or the end of its input.
     *
     * @param args the kind of plugin manager, and the plugins folder
     * @throws IOException if there is no input
     */
    public static void main(String[] args) throws IOException {
        ForeignHost host = new ForeignHost(Managers.of(args[0], Path.of(args[1])));
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null && !line.equals("exit"); line = in.readLine()) {
                System.out.println(host.answer(line.split(" ")));
            }
        }
    }

    private String answer(String[] words) {
        String id = words.length > 1 ? words[1] : "";
        try {
            return switch (words[0]) {
                case "load" -> load();
                case "start" -> plugins.startPlugin(id).toString();
                case "start-all" -> done(plugins::startPlugins);
                case "stop" -> plugins.stopPlugin(id).toString();
                case "stop-all" -> done(plugins::stopPlugins);
                case "unload" -> String.valueOf(plugins.unloadPlugin(id));
                case "unload-all" -> done(plugins::unloadPlugins);
                case "states" -> states();
                case "why" -> why(id);
                case "greetings" -> greetings();
                case "extensions" -> extensions(id);
                case "threads" -> threads();
                case "uncollected" -> uncollected();
                default -> "? " + words[0];
            };
        } catch (RuntimeException e) { // as a host would that goes on
            return "threw " + e.getClass().getSimpleName();
        }
    }

    private static String done(Runnable task) {
        task.run();
        return "done";
    }

    private String load() {
        before = platformThreads();
        plugins.loadPlugins();
        for (PluginWrapper plugin : plugins.getPlugins()) {
            loaders.put(plugin.getPluginId(), new WeakReference<>(plugin.getPluginClassLoader()));
        }
        return new TreeSet<>(loaders.keySet()).toString();
    }

    private String states() {
        return plugins.getPlugins().stream()
                .map(plugin -> plugin.getPluginId() + "=" + plugin.getPluginState())
                .sorted()
                .toList()
                .toString();
    }

    private String why(String id) {
        Throwable failure = plugins.getPlugin(id).getFailedException();
        return failure == null ? "" : String.valueOf(failure.getMessage()).replace("\n", " | ");
    }

    private String greetings() {
        return plugins.getExtensions(Greeting.class).stream()
                .map(Greeting::greet)
                .toList()
                .toString();
    }

    private String extensions(String id) {
        List<String> names = new ArrayList<>();
        for (Object extension : plugins.getExtensions(id)) {
            names.add(extension.getClass().getSimpleName());
        }
        return names.toString();
    }

    /** The platform threads that were not there before the plugins were, but for the JDK's own. */
    private String threads() {
        Set<Thread> now = platformThreads();
        now.removeAll(before);
        return now.stream()
                .map(Thread::getName)
                .filter(name -> THE_JDKS.stream().noneMatch(name::startsWith))
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
    }

    private static Set<Thread> platformThreads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** The plugins whose class loaders somebody still holds. */
    private String uncollected() {
        List<String> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        loaders.forEach((id, loader) -> {
            if (loader.get() != null) {
                held.add(id);
            }
        });
        return held.toString();
    }
}
