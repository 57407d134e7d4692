package dev.chameleonbot.simulator.helix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.account.Account;
import dev.chameleonbot.simulator.account.Accounts;
import dev.chameleonbot.simulator.chat.Chat;
import dev.chameleonbot.simulator.http.HttpResponse;
import dev.chameleonbot.simulator.http.Json;
import java.util.List;
import java.util.Optional;

/** {@code /helix/chat/messages}. */
final class MessagesEndpoint {
    private static final int MAX_LENGTH = 500;

    private final Accounts accounts;
    private final Chat chat;

    MessagesEndpoint(Accounts accounts, Chat chat) {
        this.accounts = accounts;
        this.chat = chat;
    }

    HttpResponse answer(HelixCall call) {
        if (!call.is("POST")) {
            return HelixApi.methodNotAllowed();
        }
        JsonNode body = Json.parse(call.request().body()).orElse(null);
        if (body == null) {
            return Json.helixError(400, "The body is not a JSON object");
        }
        if (!body.path("sender_id").asText().equals(call.account().id())) {
            return Json.helixError(401, "The ID in sender_id must match the user ID in the access token");
        }
        if (!call.allows("user:write:chat")) {
            return Json.helixError(401, "Missing scope: user:write:chat");
        }
        Optional<Account> channel = accounts.byId(body.path("broadcaster_id").asText());
        String text = body.path("message").asText();
        if (channel.isEmpty() || text.isEmpty() || text.codePointCount(0, text.length()) > MAX_LENGTH) {
            return Json.helixError(400, "A known broadcaster_id and a message of 1 to 500 characters are needed");
        }
        if (accounts.isBanned(call.account().id(), channel.get().id())) {
            return Json.helixError(
                    403, "The sender is not permitted to send chat messages to the broadcaster's chat room");
        }
        String id =
                chat.say(call.account(), channel.get(), text, List.of(), true).messageId();
        ObjectNode answer = Json.object();
        answer.putArray("data")
                .addObject()
                .put("message_id", id)
                .put("is_sent", true)
                .putNull("drop_reason");
        return Json.answer(200, answer);
    }
}
