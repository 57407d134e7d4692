package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.accounts.AccountInfo;
import dev.chameleonbot.host.accounts.AccountOperations;
import dev.chameleonbot.host.accounts.AccountResult;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.plugin.api.UserId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** The operations on accounts, as requests and answers: {@code {"action": "remove", "accounts": ["alice"]}}. */
public record AccountCommands(AccountOperations accounts) {
    /**
     * An account that somebody has logged in to, as it is sent to a host.
     *
     * @param element the account's block
     * @param account who has agreed, with the tokens
     * @return the request; it holds secrets
     */
    public static ObjectNode adopt(ObjectNode element, AuthorizedAccount account) {
        ObjectNode request = ControlClient.request("accounts").put("action", "adopt");
        request.set("element", element);
        ObjectNode tokens = request.putObject("authorized")
                .put("user_id", account.userId().value())
                .put("login", account.login())
                .put("access_token", account.access().reveal())
                .put("expires_at", account.expiresAt().toString());
        account.refresh().ifPresent(refresh -> tokens.put("refresh_token", refresh.reveal()));
        Json.put(tokens, "scopes", account.scopes().stream().sorted().toList());
        return request;
    }

    /**
     * Does one operation: {@code list}, {@code add} with {@code elements}, {@code adopt}, {@code remove} with
     * {@code keep_tokens}, {@code enable} and {@code disable} of {@code accounts}, {@code join} and {@code leave} of
     * {@code channels}, {@code settings}, and {@code set} with a {@code patch}, for one {@code account}.
     *
     * @return {@code accounts}, the account's settings, or the {@code results} of each, with {@code done} and a {@code message}
     * @throws OperationException if it cannot be done; the message says why
     */
    public JsonNode handle(JsonNode request) throws OperationException {
        return switch (request.path("action").asText()) {
            case "list" -> list();
            case "add" -> json(accounts.add(elements(request)));
            case "adopt" -> json(List.of(accounts.adopt(element(request), authorized(request))));
            case "remove" ->
                json(accounts.remove(
                        Json.texts(request.path("accounts")),
                        request.path("keep_tokens").asBoolean()));
            case "enable" -> json(accounts.enable(Json.texts(request.path("accounts")), true));
            case "disable" -> json(accounts.enable(Json.texts(request.path("accounts")), false));
            case "join" -> json(List.of(channels(request, true)));
            case "leave" -> json(List.of(channels(request, false)));
            case "settings" -> settings(request.path("account").asText());
            case "set" -> json(List.of(accounts.change(request.path("account").asText(), patch(request))));
            default ->
                throw new OperationException(
                        "There is no action '" + request.path("action").asText() + "'");
        };
    }

    private AccountResult channels(JsonNode request, boolean join) throws OperationException {
        return accounts.changeChannels(request.path("account").asText(), Json.texts(request.path("channels")), join);
    }

    private JsonNode settings(String login) throws OperationException {
        return SettingsJson.of(accounts.settings(login)
                .orElseThrow(() -> new OperationException("There is no account '" + login + "'")));
    }

    private static ObjectNode patch(JsonNode request) throws OperationException {
        if (request.path("patch") instanceof ObjectNode patch) {
            return patch;
        }
        throw new OperationException("The request has no patch");
    }

    private static SequencedMap<String, JsonNode> elements(JsonNode request) {
        SequencedMap<String, JsonNode> elements = new LinkedHashMap<>();
        request.path("elements").properties().forEach(entry -> elements.put(entry.getKey(), entry.getValue()));
        return elements;
    }

    private static ObjectNode element(JsonNode request) throws OperationException {
        if (request.path("element") instanceof ObjectNode element) {
            return element;
        }
        throw new OperationException("The request has no element");
    }

    private static AuthorizedAccount authorized(JsonNode request) throws OperationException {
        JsonNode given = request.path("authorized");
        Set<String> scopes = new HashSet<>(Json.texts(given.path("scopes")));
        String refresh = given.path("refresh_token").asText("");
        try {
            return new AuthorizedAccount(
                    new UserId(given.path("user_id").asText()),
                    given.path("login").asText(),
                    Secret.of(given.path("access_token").asText()),
                    refresh.isEmpty() ? Optional.empty() : Optional.of(Secret.of(refresh)),
                    Instant.parse(given.path("expires_at").asText()),
                    scopes);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new OperationException("The request does not tell who has agreed");
        }
    }

    private JsonNode list() throws OperationException {
        ObjectNode answer = Json.object();
        ArrayNode all = answer.putArray("accounts");
        for (AccountInfo account : accounts.list()) {
            ObjectNode one = all.addObject()
                    .put("login", account.login())
                    .put("origin", account.origin())
                    .put("own_file", account.isOwnFile())
                    .put("enabled", account.disabledSince().isEmpty());
            account.disabledSince().ifPresent(since -> one.put("disabled_since", since.toString()));
            Json.put(one, "channels", account.channels());
            account.status().ifPresent(status -> {
                one.put("state", status.state().name());
                status.advice().ifPresent(advice -> one.put("advice", advice));
            });
            account.problem().ifPresent(problem -> one.put("problem", problem));
        }
        return answer;
    }

    /** What came of an operation, account by account. */
    public static ObjectNode json(List<AccountResult> results) {
        ObjectNode answer = Json.object();
        ArrayNode all = answer.putArray("results");
        results.forEach(result -> all.addObject()
                .put("account", result.account())
                .put("done", result.done())
                .put("message", result.message()));
        return answer;
    }
}
