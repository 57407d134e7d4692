package dev.chameleonbot.host.config;

import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What can be configured, told from the declarations by which a configuration is checked: as text for a terminal, as a page,
 * and as JSON Schemas for editors. Immutable.
 */
public final class ConfigReference {
    private final SortedMap<String, SettingsSchema> plugins;

    /**
     * Prepares a reference.
     *
     * @param plugins what can be set for plugins, by plugin id; a reference without them leaves plugins' settings open
     */
    public ConfigReference(Map<String, SettingsSchema> plugins) {
        this.plugins = Collections.unmodifiableSortedMap(new TreeMap<>(plugins));
    }

    /**
     * Tells of one key, or of all keys of an object, in lines of at most eighty characters.
     *
     * @param dottedPath where it stands, such as {@code users.channels} or {@code plugins.announcer.every}; {@code config},
     *     or nothing, is the whole file, and may come before each path
     * @return lines of text, the last with its line break; empty if there is no such key
     */
    public Optional<String> text(String dottedPath) {
        return new ReferenceText(plugins).at(dottedPath);
    }

    /**
     * The paths that {@link #text} tells of, for completion and for what was meant.
     *
     * @return the paths, each beginning with {@code config}, in the order of the reference
     */
    public List<String> paths() {
        return new ReferenceText(plugins).paths();
    }

    /** All of it as a page in Markdown. */
    public String markdown() {
        return new ReferencePage(plugins).markdown();
    }

    /** The JSON Schema (draft 2020-12) of a configuration. */
    public String jsonSchema() {
        return new SchemaWriter(plugins).configuration();
    }

    /** The JSON Schema (draft 2020-12) of a file with one account. */
    public String accountJsonSchema() {
        return new SchemaWriter(plugins).account();
    }
}
