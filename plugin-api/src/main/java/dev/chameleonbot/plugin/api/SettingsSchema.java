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
 * What an operator can set for a behaviour. Immutable.
 *
 * <p>The host checks a configuration against it before anything starts, and refuses one that does not fit with the path
 * of each value that is wrong.
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
     * These settings and no others.
     *
     * @param settings the settings; names must differ
     * @return the schema
     * @throws IllegalArgumentException if two have one name
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

    /** A schema that says nothing: whatever is set is taken, and looked at when it is asked for. */
    public static SettingsSchema undeclared() {
        return UNDECLARED;
    }

    /** The settings, in the order of their declaration; empty also where nothing is declared. */
    public List<Setting<?>> settings() {
        return List.copyOf(settings.values());
    }

    /** Whether it says what can be set; {@link #undeclared()} does not. */
    public boolean isDeclared() {
        return declared;
    }

    /**
     * The settings of both, for a plugin with several behaviours. Where one declares nothing, neither do both.
     *
     * @param other the other schema, which has the say over names that are in both
     * @return both
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
     * Looks for what does not fit.
     *
     * @param given what is set, by name: each a {@code Boolean}, {@code Long}, {@code String}, a {@code List} of such, or
     *     a {@code Map} like this one
     * @return all problems, in no particular order
     */
    public List<SettingsProblem> check(Map<String, ?> given) {
        List<SettingsProblem> problems = new ArrayList<>();
        var unused = read(given, "", problems::add);
        return List.copyOf(problems);
    }

    /**
     * The settings as a behaviour sees them.
     *
     * @param given as for {@link #check}
     * @return the settings, with the values of those that are not set
     * @throws IllegalArgumentException if they are unusable; the message names the first that is
     */
    public Settings settings(Map<String, ?> given) {
        return read(given, "", SettingsSchema::refuse).orElseThrow();
    }

    /**
     * The same as a JSON Schema (draft 2020-12), for editors of configurations: maps, lists, texts, whole numbers and
     * switches, nested as in JSON. Checks of a setting's author cannot be told in it. A setting that must be set is not
     * required by it: the operator may set it in another place, for all accounts or for one.
     *
     * @return an immutable map
     */
    public Map<String, Object> jsonSchema() {
        return jsonSchema(false);
    }

    /** The same; {@code complete} where what must be set can stand nowhere else. */
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

    /** Throws if a value cannot be used. */
    static void refuse(SettingsProblem problem) {
        if (problem instanceof SettingsProblem.Unusable(String path, String message)) {
            throw new IllegalArgumentException("The setting '" + path + "' " + message);
        }
    }

    /** The settings, unless one is unusable; {@code prefix} is what comes before a name in a path. */
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
