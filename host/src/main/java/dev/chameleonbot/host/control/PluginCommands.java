package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.plugins.files.PluginSource;
import dev.chameleonbot.host.plugins.operations.PluginInfo;
import dev.chameleonbot.host.plugins.operations.PluginOperations;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The operations on plugins, as requests and answers: {@code {"action": "update", "target": "/tmp/a.jar"}}. */
public final class PluginCommands {
    private final PluginOperations plugins;

    /** The commands of a host, or of a folder. */
    public PluginCommands(PluginOperations plugins) {
        this.plugins = plugins;
    }

    /**
     * Does one operation.
     *
     * @param request the action, and for all but {@code list} and {@code pin} its target: a plugin's id, or the path of a jar,
     *     whose hash may be given as {@code sha256}; {@code enable} and {@code disable} may be for one {@code account}
     * @return the plugins that it concerns; with {@code info} also what can be set, where the plugin is loaded and says so
     * @throws OperationException if it cannot be done; the message says why
     */
    public JsonNode handle(JsonNode request) throws OperationException {
        try {
            if (request.path("action").asText().equals("info")) {
                return info(request.path("target").asText());
            }
            return json(run(
                    request.path("action").asText(),
                    request.path("target").asText(),
                    request.path("sha256").asText(),
                    request.path("account").asText()));
        } catch (InvalidPathException e) {
            throw new OperationException("This is not a path: " + e.getInput());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationException("The host is stopping");
        }
    }

    private static PluginSource source(String jar, String sha256) throws OperationException {
        return sha256.isEmpty() ? PluginSource.of(Path.of(jar)) : PluginSource.of(Path.of(jar), sha256);
    }

    private List<PluginInfo> run(String action, String target, String sha256, String account)
            throws OperationException, InterruptedException {
        return switch (action) {
            case "list" -> plugins.list();
            case "pin" -> plugins.pin();
            case "install" -> List.of(plugins.install(source(target, sha256)));
            case "update" -> List.of(plugins.update(source(target, sha256)));
            case "rollback" -> List.of(plugins.rollback(target));
            case "reload" -> List.of(plugins.reload(target));
            case "enable" -> List.of(account.isEmpty() ? plugins.enable(target) : plugins.enable(target, account));
            case "disable" -> List.of(account.isEmpty() ? plugins.disable(target) : plugins.disable(target, account));
            case "uninstall" -> List.of(plugins.uninstall(target));
            default -> throw new OperationException("There is no action '" + action + "'");
        };
    }

    /**
     * One plugin, with what can be set for it.
     *
     * @throws OperationException if there is none, or the folder cannot be read
     */
    public JsonNode info(String id) throws OperationException {
        PluginInfo info = plugins.list().stream()
                .filter(plugin -> plugin.id().equals(id))
                .findAny()
                .orElseThrow(() -> new OperationException("There is no plugin \"" + id + "\""));
        ArrayNode shown = json(List.of(info));
        plugins.settings(id)
                .filter(SettingsSchema::isDeclared)
                .ifPresent(schema -> ((ObjectNode) shown.get(0)).set("settings", SettingsJson.of(schema)));
        return shown;
    }

    /** Plugins, as they are answered. */
    public static ArrayNode json(List<PluginInfo> all) {
        ArrayNode array = Json.array();
        for (PluginInfo plugin : all) {
            ObjectNode one = array.addObject();
            one.put("id", plugin.id());
            one.put("version", plugin.version());
            one.put("state", Json.word(plugin.state()));
            one.put("origin", Json.word(plugin.origin()));
            one.put("file", plugin.file().toString());
            one.put("sha256", plugin.sha256());
            one.put("pin", Json.word(plugin.pin()));
            one.put("module", plugin.module().orElse(null));
            plugin.onDisk()
                    .ifPresent(file -> one.putObject("on_disk")
                            .put("version", file.version())
                            .put("sha256", file.sha256()));
            plugin.problem().ifPresent(problem -> one.put("problem", problem));
        }
        return array;
    }
}
