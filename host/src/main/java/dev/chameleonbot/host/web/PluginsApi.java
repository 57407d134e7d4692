package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.control.PluginCommands;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.plugins.operations.NoSuchAccountException;
import dev.chameleonbot.host.plugins.operations.PluginInfo;
import dev.chameleonbot.host.plugins.operations.PluginOperations;
import java.io.IOException;
import java.util.List;

/** The plugins, and their life. */
final class PluginsApi {
    private final PluginOperations plugins;

    PluginsApi(HostOperations operations) {
        this.plugins = operations.host().administration();
    }

    List<Route> routes() {
        String all = "/api/v1/plugins";
        String one = all + "/{plugin}";
        return List.of(
                Route.view(all, this::list),
                Route.view(one, this::show),
                Route.operate("DELETE", one, call -> change(call, plugins::uninstall)),
                Route.operate("PUT", one + "/enabled", this::enable),
                Route.operate("POST", one + "/rollback", call -> change(call, plugins::rollback)),
                Route.operate("POST", one + "/reload", call -> change(call, plugins::reload)),
                Route.operate("PUT", "/api/v1/accounts/{login}/plugins/{plugin}/enabled", this::enableForAccount));
    }

    private void list(HttpCall call) throws IOException, OperationException {
        ObjectNode json = Json.object();
        json.set("plugins", PluginCommands.json(plugins.list()));
        call.answer(json);
    }

    private void requireKnown(String id) throws ProblemException, OperationException {
        if (plugins.list().stream().noneMatch(plugin -> plugin.id().equals(id))) {
            throw ProblemException.notFound("There is no plugin '" + id + "'");
        }
    }

    private void show(HttpCall call) throws ProblemException, IOException, OperationException {
        String id = call.variable("plugin");
        requireKnown(id);
        call.answer(new PluginCommands(plugins).info(id).get(0));
    }

    /** What is done with a plugin. */
    @FunctionalInterface
    interface Change {
        PluginInfo run(String id) throws OperationException, InterruptedException;
    }

    private void change(HttpCall call, Change change)
            throws ProblemException, IOException, InterruptedException, OperationException {
        requireKnown(call.variable("plugin"));
        answer(call, change);
    }

    private static void answer(HttpCall call, Change change)
            throws ProblemException, IOException, InterruptedException, OperationException {
        try {
            PluginInfo plugin = change.run(call.variable("plugin"));
            call.note(plugin.id() + " " + plugin.version());
            call.answer(PluginCommands.json(List.of(plugin)).get(0));
        } catch (NoSuchAccountException e) {
            throw ProblemException.notFound(e.getMessage());
        }
    }

    private void enable(HttpCall call) throws ProblemException, IOException, InterruptedException, OperationException {
        boolean on = JsonBody.flag(call.object(), "enabled");
        change(call, on ? plugins::enable : plugins::disable);
    }

    private void enableForAccount(HttpCall call)
            throws ProblemException, IOException, InterruptedException, OperationException {
        boolean on = JsonBody.flag(call.object(), "enabled");
        requireKnown(call.variable("plugin"));
        String login = call.login();
        answer(call, id -> on ? plugins.enable(id, login) : plugins.disable(id, login));
    }
}
