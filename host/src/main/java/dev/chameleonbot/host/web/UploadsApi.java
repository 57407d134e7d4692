package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.PluginCommands;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.operations.PluginInfo;
import dev.chameleonbot.host.plugins.operations.PluginUploads;
import dev.chameleonbot.host.plugins.operations.StagedUpload;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Plugins that are uploaded, checked, and installed when their hash is confirmed. */
record UploadsApi(PluginUploads uploads) {
    private static final int LONGEST_URL = 2_000;
    private static final int HASH = 64;
    private static final String UNNAMED = "upload.jar";

    List<Route> routes() {
        String all = "/api/v1/plugin-uploads";
        return List.of(
                Route.operate("POST", all, this::stage),
                Route.operate("POST", all + "/{id}", this::confirm),
                Route.operate("DELETE", all + "/{id}", this::discard));
    }

    private void stage(HttpCall call) throws ProblemException, IOException, OperationException {
        StagedUpload staged = call.isOfType("application/java-archive")
                ? uploads.stage(call.query().parameter("name").orElse(UNNAMED), call.body())
                : fetch(call.object());
        PluginFile plugin = staged.plugin();
        call.note(plugin.id() + " " + plugin.version() + ", " + plugin.sha256());
        call.answer(201, json(staged));
    }

    private StagedUpload fetch(ObjectNode body) throws ProblemException, OperationException {
        URI address = address(JsonBody.text(body, "url", LONGEST_URL));
        return body.has("sha256")
                ? uploads.stage(address, JsonBody.text(body, "sha256", HASH))
                : uploads.stage(address);
    }

    private static URI address(String url) throws ProblemException {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw ProblemException.invalid("url must be the address of a jar, such as https://example.org/plugin.jar");
        }
    }

    private static ObjectNode json(StagedUpload staged) throws OperationException {
        PluginFile plugin = staged.plugin();
        ObjectNode json = Json.object()
                .put("id", staged.token())
                .put("plugin", plugin.id())
                .put("version", plugin.version())
                .put("description", plugin.description())
                .put("provider", plugin.provider())
                .put("sha256", plugin.sha256())
                .put("size", staged.size())
                .put("action", Json.word(staged.action()))
                .put("installed_version", staged.installed().orElse(null));
        Json.put(json, "problems", staged.problems());
        return json.put("expires_at", staged.expiresAt().toString());
    }

    private void confirm(HttpCall call) throws ProblemException, IOException, InterruptedException, OperationException {
        String sha256 = JsonBody.text(call.object(), "sha256", HASH);
        requireKnown(call.variable("id"));
        PluginInfo plugin = uploads.confirm(call.variable("id"), sha256);
        call.note(plugin.id() + " " + plugin.version() + ", " + plugin.sha256());
        call.answer(PluginCommands.json(List.of(plugin)).get(0));
    }

    private void requireKnown(String id) throws ProblemException {
        if (uploads.get(id).isEmpty()) {
            throw ProblemException.notFound("There is no such upload, or it has expired");
        }
    }

    private void discard(HttpCall call) throws ProblemException, IOException {
        requireKnown(call.variable("id"));
        var unused = uploads.discard(call.variable("id"));
        call.answer(204);
    }
}
