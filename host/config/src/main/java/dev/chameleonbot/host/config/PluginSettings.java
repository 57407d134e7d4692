package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.host.config.ConfigProblem.Severity;
import dev.chameleonbot.plugin.api.SettingsProblem;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /**
     * Looks for what does not fit the plugins that are there.
     *
     * @param accounts the accounts in the order of the file
     * @param schemas what can be set, by plugin id
     * @return all problems, with their paths in the file
     */
    public List<ConfigProblem> check(List<AccountConfig> accounts, Map<String, SettingsSchema> schemas) {
        Set<ConfigProblem> problems = new LinkedHashSet<>();
        for (int i = 0; i < accounts.size(); i++) {
            int account = i;
            Map<String, Map<String, Object>> given = accounts.get(i).settings();
            schemas.forEach((id, schema) -> {
                for (SettingsProblem problem : schema.check(given.getOrDefault(id, Map.of()))) {
                    problems.add(inFile(account, id, problem));
                }
            });
        }
        return new ArrayList<>(problems);
    }

    private ConfigProblem inFile(int account, String id, SettingsProblem problem) {
        String top = problem.path().split("[.\\[]", 2)[0];
        boolean own = account < ofAccounts.size() && has(ofAccounts.get(account), id, top);
        String block = !own && has(ofAll, id, top) ? "plugins." : "users[" + account + "].plugins.";
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

    private static boolean has(Map<String, Map<String, Object>> blocks, String id, String name) {
        return blocks.getOrDefault(id, Map.of()).containsKey(name);
    }
}
