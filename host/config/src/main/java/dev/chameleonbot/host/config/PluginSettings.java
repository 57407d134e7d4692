package dev.chameleonbot.host.config;

import dev.chameleonbot.host.config.ConfigProblem.Severity;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.SettingsProblem;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is set for plugins, and where in the file: what holds for an account is what is set for all, replaced name by name
 * by what is set for that account.
 *
 * @param ofAll what is set for all accounts, by plugin id
 * @param ofAccounts what is set for each account, in the order of the file
 */
public record PluginSettings(Map<String, Map<String, Object>> ofAll, List<OfAccount> ofAccounts) {
    /** Nothing is set. */
    public static final PluginSettings NONE = new PluginSettings(Map.of(), List.of());

    public PluginSettings {
        ofAll = Map.copyOf(ofAll);
        ofAccounts = List.copyOf(ofAccounts);
    }

    /**
     * What is set for one account.
     *
     * @param path where the account stands, such as {@code users[1]}; empty for the root
     */
    public record OfAccount(String path, Map<String, Map<String, Object>> byPlugin) {
        public OfAccount {
            byPlugin = Map.copyOf(byPlugin);
        }

        private boolean has(String id, String name) {
            return byPlugin.getOrDefault(id, Map.of()).containsKey(name);
        }

        /** Where its settings stand; those of an account at the root stand where those for all do. */
        private String block() {
            return ConfigProblem.inside(path, "plugins") + ".";
        }

        /** Whether a problem is about this account alone. */
        boolean concerns(ConfigProblem problem) {
            return !path.isEmpty() && problem.isWithin(path);
        }
    }

    /**
     * What the account at a path sets, by plugin id.
     *
     * @param path where it stands, such as {@code users[1]}
     * @return its settings; none if there is no such account
     */
    public Map<String, Map<String, Object>> of(String path) {
        return ofAccounts.stream()
                .filter(account -> account.path().equals(path))
                .map(OfAccount::byPlugin)
                .findFirst()
                .orElse(Map.of());
    }

    /** The same without what other accounts than those at these paths set. */
    PluginSettings only(Set<String> paths) {
        return new PluginSettings(
                ofAll,
                ofAccounts.stream()
                        .filter(account -> paths.contains(account.path()))
                        .toList());
    }

    /** Whether a problem is about one account alone. */
    boolean concernsOneAccount(ConfigProblem problem) {
        return ofAccounts.stream().anyMatch(account -> account.concerns(problem));
    }

    /** The plugins that there are settings for, sorted. */
    public Set<String> plugins() {
        Set<String> ids = new TreeSet<>(ofAll.keySet());
        ofAccounts.forEach(account -> ids.addAll(account.byPlugin().keySet()));
        return ids;
    }

    /**
     * Tells of plugins that there are settings for, but that are not there.
     *
     * @return a warning for each that is not, with its path in the file
     */
    public List<ConfigProblem> absent(Set<String> there) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (String id : plugins()) {
            if (!there.contains(id)) {
                String meant = NearestName.of(id, there)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("");
                problems.add(new ConfigProblem(
                        firstBlock(id) + ObjectReader.shorten(id),
                        "has no effect until a plugin with this id is installed or enabled" + meant,
                        Severity.WARNING));
            }
        }
        return problems;
    }

    private String firstBlock(String id) {
        return ofAccounts.stream()
                .filter(account -> !ofAll.containsKey(id) && account.byPlugin().containsKey(id))
                .map(OfAccount::block)
                .findFirst()
                .orElse("plugins.");
    }

    /**
     * Holds what is set against what the behaviours say can be set.
     *
     * @param behaviours the behaviours that are there, by plugin id
     * @return all that does not fit, with its paths in the file
     */
    public List<ConfigProblem> problemsWith(Map<String, ? extends List<? extends ChatBehaviour>> behaviours) {
        List<ConfigProblem> problems = new ArrayList<>();
        Map<String, SettingsSchema> schemas = new LinkedHashMap<>();
        behaviours.forEach((id, ofPlugin) -> {
            try {
                ofPlugin.forEach(behaviour -> schemas.merge(id, behaviour.settings(), SettingsSchema::and));
            } catch (RuntimeException | LinkageError e) { // The plugin's own failure.
                problems.add(new ConfigProblem(
                        "plugins." + id,
                        "cannot be checked, because the plugin does not declare its settings: " + e,
                        Severity.ERROR));
            }
        });
        problems.addAll(check(schemas));
        return problems;
    }

    /**
     * Looks for what does not fit the plugins that are there.
     *
     * @param schemas what can be set, by plugin id
     * @return all problems, with their paths in the file
     */
    public List<ConfigProblem> check(Map<String, SettingsSchema> schemas) {
        Set<ConfigProblem> problems = new LinkedHashSet<>();
        for (OfAccount account : ofAccounts) {
            schemas.forEach((id, schema) -> {
                for (SettingsProblem problem : schema.check(given(account, id))) {
                    problems.add(inFile(account, id, problem));
                }
            });
        }
        return new ArrayList<>(problems);
    }

    private Map<String, Object> given(OfAccount account, String id) {
        Map<String, Object> given = new HashMap<>(ofAll.getOrDefault(id, Map.of()));
        given.putAll(account.byPlugin().getOrDefault(id, Map.of()));
        return given;
    }

    private ConfigProblem inFile(OfAccount account, String id, SettingsProblem problem) {
        String top = problem.path().split("[.\\[]", 2)[0];
        boolean ofAllAlone =
                !account.has(id, top) && ofAll.getOrDefault(id, Map.of()).containsKey(top);
        String block = ofAllAlone ? "plugins." : account.block();
        String path = block + id + "." + ObjectReader.shorten(problem.path());
        return switch (problem) {
            case SettingsProblem.Unusable(String where, String message) ->
                new ConfigProblem(path, message, Severity.ERROR);
            case SettingsProblem.Doubtful(String where, String message) ->
                new ConfigProblem(path, message, Severity.WARNING);
            case SettingsProblem.Unknown(String where, String name, List<String> known) ->
                new ConfigProblem(path, ObjectReader.unknown(name, known), Severity.WARNING);
        };
    }
}
