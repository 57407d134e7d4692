package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.host.accounts.AccountOperations;
import dev.chameleonbot.host.accounts.AccountResult;
import dev.chameleonbot.host.accounts.AccountSetting;
import dev.chameleonbot.host.accounts.AccountSettings;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.AccountCommands;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What is set for an account, with what can be set. */
final class SettingsApi {
    private final HostOperations operations;
    private final AccountOperations accounts;

    SettingsApi(HostOperations operations) {
        this.operations = operations;
        this.accounts = operations.accounts();
    }

    List<Route> routes() {
        String settings = "/api/v1/accounts/{login}/settings";
        return List.of(Route.view(settings, this::show), Route.operate("PUT", settings + "/{plugin}", this::change));
    }

    private AccountSettings settings(String login) throws ProblemException, OperationException {
        return accounts.settings(login)
                .orElseThrow(() -> ProblemException.notFound("There is no account '" + login + "'"));
    }

    private void show(HttpCall call) throws ProblemException, IOException, OperationException {
        AccountSettings settings = settings(call.login());
        List<String> off = operations.host().engine().diagnostics(settings.login()).stream()
                .flatMap(details -> details.plugins().stream())
                .filter(plugin -> plugin.state() == PluginHealth.State.DISABLED)
                .map(PluginHealth::pluginId)
                .toList();
        ObjectNode json = Json.object().put("own_file", settings.isOwnFile()).put("origin", settings.origin());
        ArrayNode plugins = json.putArray("plugins");
        settings.plugins().stream().filter(AccountSettings.OfPlugin::isLoaded).forEach(plugin -> {
            ObjectNode one = plugins.addObject().put("id", plugin.id()).put("enabled", !off.contains(plugin.id()));
            ArrayNode all = one.putArray("settings");
            plugin.settings().forEach(setting -> all.add(json(setting)));
        });
        call.answer(json);
    }

    private static ObjectNode json(AccountSetting setting) {
        ObjectNode json = Json.object()
                .put("name", setting.name())
                .put("kind", kind(setting))
                .put("allowed", setting.allowed());
        json.set("choices", choices(setting));
        json.set("default", Json.PLAIN.valueToTree(setting.fallback().orElse(null)));
        json.set("value", Json.PLAIN.valueToTree(setting.value().orElse(null)));
        json.put("origin", Json.word(setting.source())).put("description", setting.description());
        json.set("schema", Json.PLAIN.valueToTree(setting.schema()));
        return json;
    }

    private static ArrayNode choices(AccountSetting setting) {
        ArrayNode choices = Json.array();
        if (setting.schema().get("enum") instanceof List<?> words) {
            words.forEach(word -> choices.add(String.valueOf(word)));
        }
        return choices;
    }

    /** What field of a form suits it. */
    private static String kind(AccountSetting setting) {
        Object type = setting.schema().get("type");
        if (!choices(setting).isEmpty()) {
            return "choice";
        }
        if ("array".equals(type)) {
            return setting.schema().get("items") instanceof Map<?, ?> items && "string".equals(items.get("type"))
                    ? "texts"
                    : "json";
        }
        return switch (String.valueOf(type)) {
            case "boolean" -> "flag";
            case "integer" -> "number";
            case "number" -> "decimal";
            case "string" -> "text";
            default -> "json";
        };
    }

    private void change(HttpCall call) throws ProblemException, IOException, OperationException {
        if (!(call.object().get("values") instanceof ObjectNode values) || values.isEmpty()) {
            throw ProblemException.invalid("values must be an object with at least one setting");
        }
        AccountSettings settings = settings(call.login());
        String plugin = call.variable("plugin");
        if (settings.plugins().stream().noneMatch(one -> one.id().equals(plugin) && one.isLoaded())) {
            throw ProblemException.notFound("No plugin '" + plugin + "' is running");
        }
        AccountResult result = accounts.changeSettings(settings.login(), plugin, values);
        if (!result.done()) {
            throw ProblemException.refused(result.message());
        }
        call.note(result.message());
        call.answer(AccountCommands.json(List.of(result)));
    }
}
