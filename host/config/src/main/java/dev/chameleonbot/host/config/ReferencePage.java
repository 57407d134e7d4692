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
        The program never rewrites it, and applies changes within seconds. `chameleon check-config` lists all problems,
        `chameleon help config` shows the content of this page in a terminal.

        An account is one of the `users`, or has its own file, `accounts/LOGIN.json` next to `config.json`, in the form of one
        of the `users`. Commands add such files; you may also add, edit and delete them by hand, and changes apply in the
        same way. Files whose names begin with a dot or do not end in `.json` are ignored. An account in two places is an
        error; the first valid one runs, and the configuration comes before the files.

        This page is generated from the declarations that check a configuration.
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
        page.append("\n## Settings of plugins\n\nThey go into `plugins`, under the plugin's id.\n");
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
            page.append("The plugin does not declare its settings.\n");
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
        page.append("| Key | Purpose | Allowed | Default | Example |\n|---|---|---|---|---|\n");
        for (ReferenceEntry entry : entries) {
            page.append("| `").append(entry.name()).append('`');
            cell(entry.text() + (entry.secret() ? " Secret: it is never shown." : ""));
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
