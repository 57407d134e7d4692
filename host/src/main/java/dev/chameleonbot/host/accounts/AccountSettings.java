package dev.chameleonbot.host.accounts;

import dev.chameleonbot.host.config.PluginSettings;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What can be set for an account, what is set, and where.
 *
 * @param origin where it stands, such as {@code accounts/alice.json} or {@code config.json users[2]}
 * @param isOwnFile whether it has a file of its own, which commands may change
 * @param primeOrTurbo whether it is taken to have Prime or Turbo
 * @param plugins the plugins that are loaded, or that something is set for, by their ids
 */
public record AccountSettings(
        String login, String origin, boolean isOwnFile, AccountSetting primeOrTurbo, List<OfPlugin> plugins) {
    static final String PRIME = "is_prime_or_turbo";

    public AccountSettings {
        plugins = List.copyOf(plugins);
    }

    /**
     * What can be set for one plugin.
     *
     * @param isLoaded whether it is, so that it is known what can be set
     * @param isDeclared whether it says what can be set; else any setting is accepted
     * @param settings its settings in the order of their declaration, then those that are set and not declared
     */
    public record OfPlugin(String id, boolean isLoaded, boolean isDeclared, List<AccountSetting> settings) {
        public OfPlugin {
            settings = List.copyOf(settings);
        }
    }

    /** The switch of Prime or Turbo, which is on unless somebody says otherwise. */
    static AccountSetting primeOrTurbo(Optional<Boolean> ofAccount, Optional<Boolean> ofAll) {
        return new AccountSetting(
                PRIME,
                "true or false",
                "Whether Twitch accepts any colour for the account, as with Prime or Turbo; if not, Chameleon finds"
                        + " out.",
                Map.of("type", "boolean"),
                ofAccount.map(Object.class::cast),
                ofAll.map(Object.class::cast),
                Optional.of(true));
    }

    /** Those of all plugins that can be set, or are set at a path. */
    static List<OfPlugin> plugins(PluginSettings given, String path, Map<String, SettingsSchema> schemas) {
        Map<String, Map<String, Object>> ofAccount = given.of(path);
        TreeSet<String> ids = new TreeSet<>(schemas.keySet());
        ids.addAll(ofAccount.keySet());
        ids.addAll(given.ofAll().keySet());
        return ids.stream()
                .map(id -> plugin(
                        id,
                        Optional.ofNullable(schemas.get(id)),
                        ofAccount.getOrDefault(id, Map.of()),
                        given.ofAll().getOrDefault(id, Map.of())))
                .toList();
    }

    private static OfPlugin plugin(
            String id, Optional<SettingsSchema> schema, Map<String, Object> ofAccount, Map<String, Object> ofAll) {
        List<AccountSetting> settings = new ArrayList<>();
        TreeSet<String> others = new TreeSet<>(ofAccount.keySet());
        others.addAll(ofAll.keySet());
        List<Setting<?>> declared = schema.map(SettingsSchema::settings).orElse(List.of());
        Map<?, ?> properties = schema.map(SettingsSchema::jsonSchema)
                .map(all -> all.get("properties"))
                .map(Map.class::cast)
                .orElse(Map.of());
        for (Setting<?> setting : declared) {
            String name = setting.name();
            others.remove(name);
            settings.add(AccountSetting.declared(
                    setting, schemaOf(properties.get(name)), value(ofAccount, name), value(ofAll, name)));
        }
        others.forEach(
                name -> settings.add(AccountSetting.undeclared(name, value(ofAccount, name), value(ofAll, name))));
        return new OfPlugin(
                id,
                schema.isPresent(),
                schema.filter(SettingsSchema::isDeclared).isPresent(),
                settings);
    }

    private static Optional<Object> value(Map<String, Object> values, String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static Map<String, Object> schemaOf(@Nullable Object property) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (property instanceof Map<?, ?> map) {
            map.forEach((key, value) -> schema.put(String.valueOf(key), value));
        }
        return schema;
    }
}
