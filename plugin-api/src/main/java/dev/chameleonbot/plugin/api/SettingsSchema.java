package dev.chameleonbot.plugin.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * The settings that a behaviour declares. Immutable.
 *
 * <p>The host checks the configuration against it before anything starts, and reports each wrong value with its path.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SettingsSchema {
    private static final SettingsSchema UNDECLARED = new SettingsSchema(Map.of(), false);

    private final Map<String, Setting<?>> settings;
    private final boolean declared;

    private SettingsSchema(Map<String, Setting<?>> settings, boolean declared) {
        this.settings = settings;
        this.declared = declared;
    }

    /**
     * A schema with exactly these settings.
     *
     * @param settings the settings; names must differ
     * @return the schema
     * @throws IllegalArgumentException if two have the same name
     */
    public static SettingsSchema of(Setting<?>... settings) {
        Map<String, Setting<?>> byName = new LinkedHashMap<>();
        for (Setting<?> setting : settings) {
            if (byName.putIfAbsent(setting.name(), setting) != null) {
                throw new IllegalArgumentException("Two settings are called '" + setting.name() + "'");
            }
        }
        return new SettingsSchema(byName, true);
    }

    /** A schema that declares nothing: any settings are accepted, and checked when they are read. */
    public static SettingsSchema undeclared() {
        return UNDECLARED;
    }

    /** The settings, in order of declaration; also empty if nothing is declared. */
    public List<Setting<?>> settings() {
        return List.copyOf(settings.values());
    }

    /** Whether the schema declares its settings; {@link #undeclared()} does not. */
    public boolean isDeclared() {
        return declared;
    }

    /**
     * Combines two schemas, for a plugin with several behaviours. If one declares nothing, the result does not either.
     *
     * @param other the other schema, which wins for names that are in both
     * @return the combined schema
     */
    public SettingsSchema and(SettingsSchema other) {
        if (!declared || !other.declared) {
            return UNDECLARED;
        }
        Map<String, Setting<?>> both = new LinkedHashMap<>(settings);
        both.putAll(other.settings);
        return new SettingsSchema(both, true);
    }

    /**
     * Checks settings.
     *
     * @param given the settings by name: each a {@code Boolean}, {@code Long}, {@code String}, a {@code List} of such,
     *     or a {@code Map} like this one
     * @return all problems, in no particular order
     */
    public List<SettingsProblem> check(Map<String, ?> given) {
        List<SettingsProblem> problems = new ArrayList<>();
        var unused = read(given, "", problems::add);
        return List.copyOf(problems);
    }

    /**
     * Reads settings.
     *
     * @param given as for {@link #check}
     * @return the settings, with defaults
     * @throws IllegalArgumentException if a setting is unusable; the message names the first one
     */
    public Settings settings(Map<String, ?> given) {
        return read(given, "", SettingsSchema::refuse).orElseThrow();
    }

    /**
     * This schema as a JSON Schema (draft 2020-12), for editors: maps, lists, texts, whole numbers and switches, nested
     * as in JSON. It cannot express an author's own checks. It does not mark settings as required, because the operator
     * may set them in another place, for all accounts or for one.
     *
     * @return an immutable map
     */
    public Map<String, Object> jsonSchema() {
        return jsonSchema(false);
    }

    /** The same; {@code complete} if required settings can be in no other place. */
    Map<String, Object> jsonSchema(boolean complete) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (declared) {
            Map<String, Object> properties = new LinkedHashMap<>();
            settings.values().forEach(setting -> properties.put(setting.name(), setting.jsonSchema()));
            schema.put("properties", Collections.unmodifiableMap(properties));
            schema.put("additionalProperties", false);
        }
        List<String> required = settings.values().stream()
                .filter(setting -> setting.fallback().isEmpty())
                .map(Setting::name)
                .toList();
        if (complete && !required.isEmpty()) {
            schema.put("required", required);
        }
        return complete ? schema : Collections.unmodifiableMap(schema);
    }

    /** Throws if a value is unusable. */
    static void refuse(SettingsProblem problem) {
        if (problem instanceof SettingsProblem.Unusable(String path, String message)) {
            throw new IllegalArgumentException("The setting '" + path + "' " + message);
        }
    }

    /** The settings, unless one is unusable; {@code prefix} precedes each name in a path. */
    Optional<Settings> read(Map<String, ?> given, String prefix, Consumer<? super SettingsProblem> problems) {
        AtomicBoolean unusable = new AtomicBoolean();
        Consumer<SettingsProblem> noted = problem -> {
            if (problem instanceof SettingsProblem.Unusable) {
                unusable.set(true);
            }
            problems.accept(problem);
        };
        if (declared) {
            given.keySet().stream()
                    .filter(name -> !settings.containsKey(name))
                    .forEach(name -> noted.accept(new SettingsProblem.Unknown(prefix + name, name, names())));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Setting<?> setting : settings.values()) {
            Object value = given.get(setting.name());
            Optional<?> read = value == null ? setting.fallback() : setting.read(value, prefix + setting.name(), noted);
            read.ifPresent(known -> values.put(setting.name(), known));
            if (value == null && read.isEmpty()) {
                noted.accept(new SettingsProblem.Unusable(
                        prefix + setting.name(), "is missing; it must be " + setting.allowed()));
            }
        }
        return unusable.get() ? Optional.empty() : Optional.of(new GivenSettings(this, given, values));
    }

    boolean has(Setting<?> setting) {
        return setting.equals(settings.get(setting.name()));
    }

    List<String> names() {
        return List.copyOf(settings.keySet());
    }
}
