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
 * @param ofAccounts what is set for each account, by plugin id, in the order of the accounts
 */
public record PluginSettings(
        Map<String, Map<String, Object>> ofAll, List<Map<String, Map<String, Object>>> ofAccounts) {
    /** Nothing is set. */
    public static final PluginSettings NONE = new PluginSettings(Map.of(), List.of());

    /** Copies the collections. */
    public PluginSettings {
        ofAll = Map.copyOf(ofAll);
        ofAccounts = List.copyOf(ofAccounts);
    }

    /** The plugins that there are settings for, sorted. */
    public Set<String> plugins() {
        Set<String> ids = new TreeSet<>(ofAll.keySet());
        ofAccounts.forEach(own -> ids.addAll(own.keySet()));
        return ids;
    }

    /**
     * Tells of plugins that there are settings for, but that are not there.
     *
     * @param there the ids of those that are
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
                        "has no effect until a plugin with this id is installed" + meant,
                        Severity.WARNING));
            }
        }
        return problems;
    }

    private String firstBlock(String id) {
        for (int account = 0; account < ofAccounts.size() && !ofAll.containsKey(id); account++) {
            if (ofAccounts.get(account).containsKey(id)) {
                return blocksOf(account);
            }
        }
        return "plugins.";
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
                        "cannot be checked, as the plugin does not say what can be set: " + e,
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
        for (int i = 0; i < ofAccounts.size(); i++) {
            int account = i;
            schemas.forEach((id, schema) -> {
                for (SettingsProblem problem : schema.check(given(account, id))) {
                    problems.add(inFile(account, id, problem));
                }
            });
        }
        return new ArrayList<>(problems);
    }

    private Map<String, Object> given(int account, String id) {
        Map<String, Object> given = new HashMap<>(ofAll.getOrDefault(id, Map.of()));
        given.putAll(ofAccounts.get(account).getOrDefault(id, Map.of()));
        return given;
    }

    private ConfigProblem inFile(int account, String id, SettingsProblem problem) {
        String top = problem.path().split("[.\\[]", 2)[0];
        boolean own = has(ofAccounts.get(account), id, top);
        String block = !own && has(ofAll, id, top) ? "plugins." : blocksOf(account);
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

    private static String blocksOf(int account) {
        return "users[" + account + "].plugins.";
    }

    private static boolean has(Map<String, Map<String, Object>> blocks, String id, String name) {
        return blocks.getOrDefault(id, Map.of()).containsKey(name);
    }
}
