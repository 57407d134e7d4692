package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The chat of the demo; without a demo there is none. */
record DemoApi(Optional<DemoChat> chat) {
    /** As long as Twitch lets a message be. */
    private static final int LONGEST = 500;

    private static final int LONGEST_NAME = 25;

    List<Route> routes() {
        return List.of(Route.view("/api/v1/demo", this::show), Route.operate("POST", "/api/v1/demo/chat", this::say));
    }

    private DemoChat required() throws ProblemException {
        return chat.orElseThrow(() -> ProblemException.notFound("This is no demo"));
    }

    private void show(HttpCall call) throws ProblemException, IOException {
        DemoChat there = required();
        ObjectNode json = Json.object();
        ArrayNode accounts = json.putArray("accounts");
        ObjectNode channels = json.putObject("channels");
        there.channels().forEach((account, names) -> {
            accounts.add(account);
            ArrayNode list = channels.putArray(account);
            names.forEach(list::add);
        });
        call.answer(json);
    }

    private void say(HttpCall call) throws ProblemException, IOException {
        ObjectNode object = call.object();
        String account = JsonBody.text(object, "account", LONGEST_NAME);
        String channel = JsonBody.text(object, "channel", LONGEST_NAME);
        String text = JsonBody.text(object, "text", LONGEST);
        DemoChat there = required();
        if (!there.channels().getOrDefault(account, List.of()).contains(channel)) {
            throw ProblemException.notFound("There is no account '" + account + "' that listens in #" + channel);
        }
        there.say(account, channel, text);
        call.answer(204);
    }
}
