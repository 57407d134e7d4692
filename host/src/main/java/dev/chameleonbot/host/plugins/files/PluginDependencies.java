package dev.chameleonbot.host.plugins.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pf4j.DefaultVersionManager;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.VersionManager;

/** Which plugins need which, as their manifests say; nothing of them is loaded for that. */
public final class PluginDependencies {
    /** Source: https://semver.org, which is what pf4j understands. */
    private static final Pattern SEMANTIC = Pattern.compile("\\d+\\.\\d+\\.\\d+([-+].+)?");

    private static final Pattern SHORTENED = Pattern.compile("(?<major>\\d+)(?:\\.(?<minor>\\d+))?");

    private final VersionManager versions = new DefaultVersionManager();
    private final Map<String, PluginDescriptor> plugins = new LinkedHashMap<>();

    /** Those of some plugins. */
    public PluginDependencies(Collection<PluginFile> files) {
        files.forEach(one -> plugins.putIfAbsent(one.id(), one.manifest()));
    }

    /** All of them, each after those that it needs as far as that is possible, and otherwise in the order given. */
    public List<String> inOrder() {
        Set<String> done = new LinkedHashSet<>();
        plugins.keySet().forEach(id -> place(id, new LinkedHashSet<>(), done));
        return new ArrayList<>(done);
    }

    private void place(String id, Set<String> onTheWay, Set<String> done) {
        if (done.contains(id) || !onTheWay.add(id)) {
            return;
        }
        needed(id).forEach(needed -> place(needed, onTheWay, done));
        done.add(id);
    }

    /** Why a plugin cannot be loaded together with the others, in words that follow its name; empty if it can. */
    public Optional<String> problem(String id) {
        PluginDescriptor plugin = plugins.get(id);
        if (plugin == null) {
            return Optional.empty();
        }
        for (PluginDependency dependency : plugin.getDependencies()) {
            PluginDescriptor needed = plugins.get(dependency.getPluginId());
            if (needed == null && !dependency.isOptional()) {
                return Optional.of("needs the plugin \"" + dependency.getPluginId() + "\", which is not there");
            }
            if (needed != null && !fits(dependency, needed)) {
                return Optional.of("needs the plugin \"" + dependency.getPluginId() + "\" in a version "
                        + dependency.getPluginVersionSupport() + ", which is there in " + needed.getVersion()
                        + misfit(needed.getVersion()));
            }
        }
        return circle(id);
    }

    /** The circle that a plugin is in, in words that follow its name; empty if it is in none. */
    public Optional<String> circle(String id) {
        return wayBack(id).map(way -> "needs itself to be there first: " + String.join(" -> ", way));
    }

    private boolean fits(PluginDependency dependency, PluginDescriptor needed) {
        try {
            return versions.checkVersionConstraint(needed.getVersion(), dependency.getPluginVersionSupport());
        } catch (RuntimeException e) { // One of them is no version.
            return false;
        }
    }

    /** That a version is none by the rules of pf4j, and how to write it. */
    private static String misfit(String version) {
        if (SEMANTIC.matcher(version).matches()) {
            return "";
        }
        Matcher shortened = SHORTENED.matcher(version);
        String right = shortened.matches()
                ? shortened.group("major") + "." + Objects.requireNonNullElse(shortened.group("minor"), "0") + ".0"
                : "it as three numbers, such as 1.0.0";
        return "; '" + version + "' is no semantic version: write " + right;
    }

    /** The plugins that cannot be without one: those that need it, also by way of others. */
    public List<String> dependentsOf(String id) {
        List<String> found = new ArrayList<>();
        for (String other : inOrder()) {
            if (!other.equals(id) && requires(other, id, new LinkedHashSet<>())) {
                found.add(other);
            }
        }
        return found;
    }

    private boolean requires(String from, String wanted, Set<String> seen) {
        PluginDescriptor plugin = plugins.get(from);
        if (plugin == null || !seen.add(from)) {
            return false;
        }
        return plugin.getDependencies().stream()
                .filter(dependency -> !dependency.isOptional())
                .map(PluginDependency::getPluginId)
                .anyMatch(needed -> needed.equals(wanted) || requires(needed, wanted, seen));
    }

    /** The way from a plugin over what it needs back to itself, with it at both ends. */
    private Optional<List<String>> wayBack(String id) {
        List<String> way = new ArrayList<>(List.of(id));
        return leadsTo(id, id, way, new LinkedHashSet<>()) ? Optional.of(way) : Optional.empty();
    }

    private boolean leadsTo(String from, String goal, List<String> way, Set<String> seen) {
        for (String needed : needed(from)) {
            way.add(needed);
            if (needed.equals(goal) || (seen.add(needed) && leadsTo(needed, goal, way, seen))) {
                return true;
            }
            way.removeLast();
        }
        return false;
    }

    private List<String> needed(String id) {
        PluginDescriptor plugin = plugins.get(id);
        return plugin == null
                ? List.of()
                : plugin.getDependencies().stream()
                        .map(PluginDependency::getPluginId)
                        .filter(plugins::containsKey)
                        .toList();
    }
}
