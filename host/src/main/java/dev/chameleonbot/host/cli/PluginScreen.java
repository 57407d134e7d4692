package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;

/** Shows plugins to people. */
final class PluginScreen {
    private static final List<String> FACTS = List.of("id", "version", "state", "origin", "file", "sha256", "pin");
    private static final String NO_MODULE = "none of its own, as its jar has no module-info.class at the top";

    private static final int HASH_DIGITS = 12;

    private final PrintWriter out;

    private PluginScreen(PrintWriter out) {
        this.out = out;
    }

    static PluginScreen on(PrintWriter out) {
        return new PluginScreen(out);
    }

    /** A line for each plugin. */
    void list(JsonNode plugins) {
        out.printf("%-24s %-16s %-10s %s%n", "PLUGIN", "VERSION", "ORIGIN", "STATE");
        for (JsonNode plugin : plugins) {
            out.printf(
                    "%-24s %-16s %-10s %s%s%s%n",
                    plugin.path("id").asText(),
                    plugin.path("version").asText(),
                    plugin.path("origin").asText(),
                    plugin.path("state").asText(),
                    hasModule(plugin) || !isReadable(plugin) ? "" : ", without a module of its own",
                    onDisk(plugin));
            problem(plugin);
        }
        out.flush();
    }

    /** All that is known of one plugin. */
    void show(JsonNode plugin) {
        for (String fact : FACTS) {
            out.printf("%-8s %s%n", fact, plugin.path(fact).asText());
        }
        if (!onDisk(plugin).isEmpty()) {
            out.printf("%-8s%s%n", "but", onDisk(plugin));
        }
        problem(plugin);
        if (!isReadable(plugin)) {
            out.flush();
            return;
        }
        out.printf(
                "%-8s %s%n", "module", hasModule(plugin) ? plugin.path("module").asText() : NO_MODULE);
        JsonNode settings = plugin.path("settings");
        if (settings.isMissingNode()) {
            out.println("settings not known: the plugin is not loaded, or does not say what can be set");
        } else if (settings.isEmpty()) {
            out.println("settings none");
        } else {
            out.println("settings");
            settings.forEach(this::setting);
        }
        out.flush();
    }

    private void setting(JsonNode setting) {
        JsonNode fallback = setting.path("default");
        out.printf(
                "  %s: %s; %s%n",
                setting.path("name").asText(),
                setting.path("allowed").asText(),
                fallback.isMissingNode() ? "must be set" : fallback + " unless set");
        String description = setting.path("description").asText();
        if (!description.isEmpty()) {
            out.println("    " + description);
        }
    }

    private void problem(JsonNode plugin) {
        if (plugin.has("problem")) {
            out.println("    " + plugin.path("problem").asText());
        }
    }

    /** What the file is, where something else is loaded. */
    private static String onDisk(JsonNode plugin) {
        JsonNode file = plugin.path("on_disk");
        return file.isMissingNode()
                ? ""
                : " (on disk: " + file.path("version").asText() + ", "
                        + file.path("sha256").asText().substring(0, HASH_DIGITS) + "…)";
    }

    private static boolean isReadable(JsonNode plugin) {
        return !plugin.path("sha256").asText().isEmpty();
    }

    private static boolean hasModule(JsonNode plugin) {
        return plugin.path("module").isTextual();
    }
}
