package dev.chameleonbot.host.config;

import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.List;
import java.util.SortedMap;

/** The reference as a page in Markdown. */
final class ReferencePage {
    private static final String INTRODUCTION = """
        # Configuration reference

        The configuration is a JSON file, `config.json`, in UTF-8; comments (`//`, `/* */`) and trailing commas are allowed.
        The program never rewrites it, and takes a change of it over within seconds. `chameleon check-config` names all that
        is wrong with it, `chameleon help config` shows this page's content in a terminal.

        An account stands among its `users`, or has a file of its own: `accounts/LOGIN.json` beside `config.json`, in the form of
        one of the `users`. Commands add such files; they may be edited, added and deleted by hand, and are taken over in the
        same way. Names that begin with a dot or do not end in `.json` are passed over. An account in two places is an error;
        the first of them that can be used goes on, the configuration before files.

        This page is generated from the declarations by which a configuration is checked.
        """;

    private final SortedMap<String, SettingsSchema> plugins;
    private final StringBuilder page = new StringBuilder(INTRODUCTION);

    ReferencePage(SortedMap<String, SettingsSchema> plugins) {
        this.plugins = plugins;
    }

    String markdown() {
        for (ConfigSection section : ConfigSection.values()) {
            heading(section);
            table(ConfigKeys.in(section).stream()
                    .map(key -> ReferenceEntry.of(key, section))
                    .toList());
        }
        page.append("\n## Settings of plugins\n\nThey stand in `plugins`, under the plugin's id.\n");
        plugins.forEach(this::plugin);
        return page.toString();
    }

    private void heading(ConfigSection section) {
        page.append("\n## ").append(section.title());
        if (section != ConfigSection.ROOT) {
            page.append(": `").append(section.path()).append('`');
        }
        page.append("\n\n");
    }

    private void plugin(String id, SettingsSchema schema) {
        page.append("\n### `").append(id).append("`\n\n");
        if (!schema.isDeclared()) {
            page.append("The plugin does not say what can be set.\n");
            return;
        }
        table(schema.settings().stream().map(ReferenceEntry::of).toList());
        for (Setting<?> setting : schema.settings()) {
            setting.nested().ifPresent(nested -> {
                page.append("\nEach of `").append(setting.name()).append("`:\n\n");
                table(nested.settings().stream().map(ReferenceEntry::of).toList());
            });
        }
    }

    private void table(List<ReferenceEntry> entries) {
        page.append("| Key | What it is for | It must be | Unless set | Example |\n|---|---|---|---|---|\n");
        for (ReferenceEntry entry : entries) {
            page.append("| `").append(entry.name()).append('`');
            cell(entry.text() + (entry.secret() ? " A secret: it is never shown." : ""));
            cell(entry.allowed());
            cell(entry.fallback().isEmpty() ? "—" : entry.fallback());
            page.append(" | ").append(entry.example().isEmpty() ? "" : "`" + escaped(entry.example()) + "`");
            page.append(" |\n");
        }
    }

    private void cell(String text) {
        page.append(" | ").append(escaped(text).replace("<", "&lt;"));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("\n", " ").strip();
    }
}
