package dev.chameleonbot.engine.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chameleonbot.engine.Secret;
import dev.chameleonbot.engine.resilience.ErrorBody;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.plugin.api.UserId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Twitch's OAuth endpoints. Calls block and are meant for virtual threads; failures are {@link RemoteException}s.
 *
 * <p>Not twitch4j's {@code TwitchIdentityProvider}: it answers any failure with an empty result, so that a dead network
 * cannot be told from a dead token.
 */
public final class OAuthClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OkHttpClient http;
    private final String base;

    /**
     * Creates a client.
     *
     * @param http the transport, with timeouts
     * @param auth the base of the endpoints
     */
    public OAuthClient(OkHttpClient http, URI auth) {
        this.http = http;
        this.base = auth.toString();
    }

    /**
     * Asks whose token it is; {@code GET /validate}.
     *
     * @param access the access token
     * @return what Twitch knows of it
     * @throws RemoteException with status 401 if it is not valid (any more)
     */
    public Validation validate(Secret access) {
        Request request = new Request.Builder()
                .url(base + "/validate")
                .header("Authorization", "OAuth " + access.reveal())
                .build();
        JsonNode answer = call("validating the token", request);
        return new Validation(
                text(answer, "client_id"),
                text(answer, "login"),
                new UserId(text(answer, "user_id")),
                texts(answer.path("scopes")),
                Duration.ofSeconds(answer.path("expires_in").asLong()));
    }

    /**
     * Trades a refresh token for new tokens; {@code POST /token}. The given one may be used up by it.
     *
     * @param clientId the application
     * @param clientSecret its secret, for confidential applications
     * @param refresh the refresh token
     * @return the new tokens
     * @throws RemoteException with status 400 or 401 if Twitch refuses
     */
    public Grant refresh(String clientId, Optional<Secret> clientSecret, Secret refresh) {
        FormBody.Builder form = new FormBody.Builder()
                .add("grant_type", "refresh_token")
                .add("refresh_token", refresh.reveal())
                .add("client_id", clientId);
        clientSecret.ifPresent(secret -> form.add("client_secret", secret.reveal()));
        Request request =
                new Request.Builder().url(base + "/token").post(form.build()).build();
        JsonNode answer = call("refreshing the token", request);
        String next = answer.path("refresh_token").asText();
        return new Grant(
                Secret.of(text(answer, "access_token")),
                next.isBlank() ? refresh : Secret.of(next),
                Duration.ofSeconds(answer.path("expires_in").asLong()));
    }

    private JsonNode call(String what, Request request) {
        try (Response response = http.newCall(request).execute()) {
            String body = response.body().string();
            if (response.isSuccessful()) {
                return JSON.readTree(body);
            }
            throw RemoteException.answered(what, response.code(), ErrorBody.message(body), null);
        } catch (JsonProcessingException e) {
            // Its text may hold a piece of the answer, and so of a token.
            throw RemoteException.unusable(what, "not JSON");
        } catch (IOException e) {
            throw RemoteException.unanswered(what, e);
        }
    }

    private static String text(JsonNode answer, String field) {
        String value = answer.path(field).asText();
        if (value.isBlank()) {
            throw RemoteException.unusable("asking for a token", "'" + field + "' is missing");
        }
        return value;
    }

    private static List<String> texts(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return List.copyOf(values);
    }

    /**
     * What Twitch knows of a token.
     *
     * @param clientId the application it belongs to
     * @param login the account's name
     * @param userId the account
     * @param scopes what it allows
     * @param expiresIn how long it is valid; zero for one without an end
     */
    public record Validation(String clientId, String login, UserId userId, List<String> scopes, Duration expiresIn) {}

    /**
     * New tokens.
     *
     * @param access the access token
     * @param refresh the refresh token that follows the used one
     * @param expiresIn how long the access token is valid
     */
    public record Grant(Secret access, Secret refresh, Duration expiresIn) {}
}
