package dev.chameleonbot.host.config;

import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.function.Supplier;

/** The reference for a terminal: an answer for each path, of one key, or of an object and all its keys. */
final class ReferenceText {
    private static final int WIDTH = 80;
    private static final String ROOT = "config";
    private static final String PLUGINS = ROOT + ".plugins";

    private final SortedMap<String, SettingsSchema> plugins;
    private final SequencedMap<String, Supplier<String>> answers = new LinkedHashMap<>();

    ReferenceText(SortedMap<String, SettingsSchema> plugins) {
        this.plugins = plugins;
        section(
                ConfigSection.ROOT,
                ROOT,
                "The configuration is a JSON file; comments and trailing commas are allowed.");
        plugins.forEach(this::plugin);
    }

    Optional<String> at(String path) {
        String plain = path.strip().replaceAll("\\[\\d*]", "").replaceAll("^\\.+|\\.+$", "");
        String full = plain.equals(ROOT) || plain.startsWith(ROOT + ".")
                ? plain
                : plain.isEmpty() ? ROOT : ROOT + "." + plain;
        return Optional.ofNullable(answers.get(full)).map(Supplier::get);
    }

    List<String> paths() {
        return List.copyOf(answers.keySet());
    }

    private void section(ConfigSection section, String path, String about) {
        List<ReferenceEntry> entries = ConfigKeys.in(section).stream()
                .map(key -> ReferenceEntry.of(key, section))
                .toList();
        answers.put(path, () -> overview(path, about, entries));
        for (ConfigKey key : ConfigKeys.in(section)) {
            String inner = path + "." + key.name();
            ReferenceEntry entry = ReferenceEntry.of(key, section);
            switch (key.kind()) {
                case KeyKind.Block(ConfigSection block) -> section(block, inner, entry.text());
                case KeyKind.Blocks(ConfigSection block) -> section(block, inner, entry.text());
                case KeyKind.PluginBlocks() ->
                    answers.put(
                            inner, () -> section == ConfigSection.ROOT ? pluginsOverview(entry) : single(inner, entry));
                default -> answers.put(inner, () -> single(inner, entry));
            }
        }
    }

    private void plugin(String id, SettingsSchema schema) {
        String path = PLUGINS + "." + id;
        String about = schema.isDeclared()
                ? "The settings of the plugin " + id + "."
                : "The plugin " + id + " does not declare its settings.";
        settings(path, about, schema);
    }

    private void settings(String path, String about, SettingsSchema schema) {
        List<ReferenceEntry> entries =
                schema.settings().stream().map(ReferenceEntry::of).toList();
        answers.put(path, () -> overview(path, about, entries));
        for (Setting<?> setting : schema.settings()) {
            String inner = path + "." + setting.name();
            ReferenceEntry entry = ReferenceEntry.of(setting);
            setting.nested()
                    .ifPresentOrElse(
                            nested -> settings(inner, entry.text(), nested),
                            () -> answers.put(inner, () -> single(inner, entry)));
        }
    }

    private String pluginsOverview(ReferenceEntry entry) {
        StringBuilder text = new StringBuilder(single(PLUGINS, entry));
        plugins.forEach((id, schema) -> text.append('\n')
                .append(PLUGINS)
                .append('.')
                .append(id)
                .append('\n')
                .append(list(schema.settings().stream().map(ReferenceEntry::of).toList())));
        return text.toString();
    }

    private static String overview(String path, String about, List<ReferenceEntry> entries) {
        return path + "\n\n" + wrapped(about, 0) + (entries.isEmpty() ? "" : "\n" + list(entries));
    }

    private static String list(List<ReferenceEntry> entries) {
        int column = 4
                + entries.stream()
                        .mapToInt(entry -> entry.name().length())
                        .max()
                        .orElse(0);
        StringBuilder text = new StringBuilder();
        for (ReferenceEntry entry : entries) {
            String lines = wrapped(firstSentence(entry), column);
            text.append("  ")
                    .append(entry.name())
                    .append(lines, 2 + entry.name().length(), lines.length());
        }
        return text.toString();
    }

    private static String firstSentence(ReferenceEntry entry) {
        int end = entry.text().indexOf(". ");
        String first = end < 0 ? entry.text() : entry.text().substring(0, end + 1);
        return entry.fallback().isEmpty() && !entry.text().contains("instead.") ? first + " Required." : first;
    }

    private static String single(String path, ReferenceEntry entry) {
        List<String> facts = new ArrayList<>();
        facts.add(wrapped("Must be: " + entry.allowed(), 2, 11));
        if (!entry.fallback().isEmpty()) {
            facts.add(wrapped("Default: " + entry.fallback(), 2, 11));
        }
        if (entry.secret()) {
            facts.add(wrapped("Secret: never shown; let nobody else read the file", 2, 10));
        }
        if (!entry.example().isEmpty()) {
            facts.add("  Example: " + entry.example() + "\n");
        }
        return path + "\n\n" + wrapped(entry.text(), 0) + "\n" + String.join("", facts);
    }

    private static String wrapped(String text, int indent) {
        return wrapped(text, indent, indent);
    }

    /** Lines with so many blanks before them, the first with fewer. */
    private static String wrapped(String text, int first, int others) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(" ".repeat(first));
        boolean begun = false;
        for (String word : List.of(text.split(" ", -1))) {
            if (begun && line.length() + 1 + word.length() > WIDTH) {
                lines.append(line).append('\n');
                line = new StringBuilder(" ".repeat(others));
                begun = false;
            }
            line.append(begun ? " " : "").append(word);
            begun = true;
        }
        return lines.append(line).append('\n').toString();
    }
}
