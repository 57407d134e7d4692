package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;

/** Shows plugins to people. */
final class PluginScreen {
    private static final List<String> FACTS = List.of("id", "version", "state", "file", "sha256", "pin");
    private static final String NO_MODULE = "none of its own, as its jar has no module-info.class at the top";

    private final PrintWriter out;

    private PluginScreen(PrintWriter out) {
        this.out = out;
    }

    static PluginScreen on(PrintWriter out) {
        return new PluginScreen(out);
    }

    /** A line for each plugin. */
    void list(JsonNode plugins) {
        out.printf("%-24s %-16s %s%n", "PLUGIN", "VERSION", "STATE");
        for (JsonNode plugin : plugins) {
            out.printf(
                    "%-24s %-16s %s%s%n",
                    plugin.path("id").asText(),
                    plugin.path("version").asText(),
                    plugin.path("state").asText(),
                    hasModule(plugin) ? "" : ", without a module of its own");
        }
        out.flush();
    }

    /** All that is known of one plugin. */
    void show(JsonNode plugin) {
        for (String fact : FACTS) {
            out.printf("%-8s %s%n", fact, plugin.path(fact).asText());
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

    private static boolean hasModule(JsonNode plugin) {
        return plugin.path("module").isTextual();
    }
}
