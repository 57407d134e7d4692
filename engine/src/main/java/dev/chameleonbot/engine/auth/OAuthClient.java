package dev.chameleonbot.engine.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.AnswerLimit;
import dev.chameleonbot.engine.resilience.ErrorBody;
import dev.chameleonbot.engine.resilience.RateLimitHeaders;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.plugin.api.UserId;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Twitch's OAuth endpoints. Calls block and are meant for virtual threads; failures are {@link RemoteException}s.
 *
 * <p>Not twitch4j's {@code TwitchIdentityProvider}: it answers any failure with an empty result, so that a dead network
 * cannot be distinguished from a dead token.
 */
public final class OAuthClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Twitch's usual values, in seconds, for where an answer leaves them out. */
    private static final long DEVICE_CODE_LIFE = 1800;

    private static final long DEVICE_CODE_INTERVAL = 5;
    /** What is said to last longer than ten years, in seconds, is as good as that; clocks in nanoseconds have an end. */
    private static final long LONGEST_LIFE = 315_360_000;

    private final OkHttpClient http;
    private final OkHttpClient tokens;
    private final String base;
    private final InstantSource clock;

    /**
     * Creates a client.
     *
     * @param tokens the transport of what brings tokens and can be asked for once only: it waits long and sends nothing
     *     twice
     * @param clock the wall clock, for when Twitch names a time to ask again at
     */
    public OAuthClient(OkHttpClient http, OkHttpClient tokens, URI auth, InstantSource clock) {
        this.http = limited(http);
        this.tokens = limited(tokens);
        this.base = auth.toString();
        this.clock = clock;
    }

    private static OkHttpClient limited(OkHttpClient client) {
        return client.newBuilder().addInterceptor(AnswerLimit.SHORT_ANSWERS).build();
    }

    /**
     * Asks whose token it is; {@code GET /validate}.
     *
     * @throws RemoteException with status 401 if it is not valid (any more)
     */
    public Validation validate(Secret access) {
        Request request = new Request.Builder()
                .url(base + "/validate")
                .header("Authorization", "OAuth " + access.reveal())
                .build();
        JsonNode answer = call(http, "validating the token", request);
        String login = answer.path("login").asText("");
        String userId = answer.path("user_id").asText("");
        return new Validation(
                text(answer, "client_id"),
                login.isBlank() || userId.isBlank()
                        ? Optional.empty()
                        : Optional.of(new Owner(new UserId(userId), login.toLowerCase(Locale.ROOT))),
                answer.path("scopes").valueStream().map(JsonNode::asText).toList(),
                seconds(answer));
    }

    /**
     * Trades a refresh token for new tokens; {@code POST /token}. The given one may be used up by it.
     *
     * @throws RemoteException with status 400 or 401 if Twitch refuses
     */
    public Grant refresh(String clientId, Optional<Secret> clientSecret, Secret refresh) {
        FormBody.Builder form = new FormBody.Builder()
                .add("grant_type", "refresh_token")
                .add("refresh_token", refresh.reveal())
                .add("client_id", clientId);
        clientSecret.ifPresent(secret -> form.add("client_secret", secret.reveal()));
        return grant(call(tokens, "refreshing the token", post("/token", form)), Optional.of(refresh));
    }

    /**
     * Requests a code that logs an account in; {@code POST /device}.
     *
     * @throws RemoteException with a status from 400 to 499 if Twitch refuses the application
     */
    public DeviceCode deviceCode(String clientId, Collection<String> scopes) {
        // "scopes" is Twitch's own name for what RFC 8628 calls "scope".
        FormBody.Builder form =
                new FormBody.Builder().add("client_id", clientId).add("scopes", String.join(" ", scopes));
        String what = "asking for a login code";
        JsonNode answer = call(http, what, post("/device", form));
        try {
            return new DeviceCode(
                    List.copyOf(scopes),
                    Secret.of(text(answer, "device_code")),
                    text(answer, "user_code"),
                    new URI(text(answer, "verification_uri")),
                    Duration.ofSeconds(Math.clamp(answer.path("expires_in").asLong(DEVICE_CODE_LIFE), 1, LONGEST_LIFE)),
                    Duration.ofSeconds(
                            Math.clamp(answer.path("interval").asLong(DEVICE_CODE_INTERVAL), 1, LONGEST_LIFE)));
        } catch (URISyntaxException e) {
            throw RemoteException.unusable(what, "its address is none");
        }
    }

    /**
     * Asks whether the user has agreed; {@code POST /token}.
     *
     * @throws RemoteException if Twitch does not answer correctly; the code may still be good
     */
    public Poll poll(String clientId, DeviceCode code) {
        FormBody.Builder form = new FormBody.Builder()
                .add("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
                .add("client_id", clientId)
                .add("scopes", String.join(" ", code.scopes()))
                .add("device_code", code.deviceCode().reveal());
        try {
            JsonNode answer = call(tokens, "waiting for the login", post("/token", form));
            return new Poll.Granted(grant(answer, Optional.empty()));
        } catch (RemoteException e) {
            return told(e.detail()).orElseThrow(() -> e);
        }
    }

    /**
     * Revokes a token; {@code POST /revoke}. Source: RFC 7009; Twitch's "Revoking access tokens".
     *
     * @throws RemoteException with status 400 if it is not valid (any more), or belongs to another application
     */
    public void revoke(String clientId, Secret access) {
        FormBody.Builder form =
                new FormBody.Builder().add("client_id", clientId).add("token", access.reveal());
        var unused = body(http, "revoking the token", post("/revoke", form));
    }

    private Request post(String path, FormBody.Builder form) {
        return new Request.Builder().url(base + path).post(form.build()).build();
    }

    /** Only Twitch's own words say how a code stands: anything else is said by somebody else, or of something else. */
    private static Optional<Poll> told(String reason) {
        return switch (reason.toLowerCase(Locale.ROOT).replace(' ', '_')) {
            case "authorization_pending" -> Optional.of(new Poll.Pending());
            case "slow_down" -> Optional.of(new Poll.SlowDown());
            case "access_denied" -> Optional.of(new Poll.Denied());
            case "invalid_device_code", "expired_token", "invalid_grant" -> Optional.of(new Poll.Ended(reason));
            default -> Optional.empty();
        };
    }

    private static Grant grant(JsonNode answer, Optional<Secret> refreshBefore) {
        String next = answer.path("refresh_token").asText();
        Optional<Secret> refresh = next.isBlank() ? refreshBefore : Optional.of(Secret.of(next));
        return new Grant(Secret.of(text(answer, "access_token")), refresh, seconds(answer));
    }

    private static Duration seconds(JsonNode answer) {
        return Duration.ofSeconds(Math.clamp(answer.path("expires_in").asLong(), 0, LONGEST_LIFE));
    }

    private RemoteException failure(String what, Response response, String body) {
        int status = response.code();
        String words = ErrorBody.reason(body);
        Optional<String> advice = OAuthErrors.advice(status, ErrorBody.error(body), ErrorBody.message(body));
        if (advice.isPresent()) {
            return RemoteException.lasting(what, status, words, advice.get());
        }
        Instant retryAt = RateLimitHeaders.retryAt(response, clock.instant()).orElse(null);
        return RemoteException.answered(what, status, words, retryAt);
    }

    private JsonNode call(OkHttpClient client, String what, Request request) {
        try {
            return JSON.readTree(body(client, what, request));
        } catch (JsonProcessingException e) {
            // Its text may hold a piece of the answer, and so of a token.
            throw RemoteException.unusable(what, "not JSON");
        }
    }

    /** The body of an answer of success. */
    private String body(OkHttpClient client, String what, Request request) {
        try (Response response = client.newCall(request).execute()) {
            String body = response.body().string();
            if (response.isSuccessful()) {
                return body;
            }
            throw failure(what, response, body);
        } catch (IOException e) {
            throw RemoteException.unanswered(what, e);
        }
    }

    private static String text(JsonNode answer, String field) {
        String value = answer.path(field).asText("");
        if (value.isBlank()) {
            throw RemoteException.unusable("asking for a token", "'" + field + "' is missing");
        }
        return value;
    }

    /**
     * What Twitch knows of a token.
     *
     * @param owner the account; empty for a token of the application itself
     * @param expiresIn how long it is valid; zero for one without an end, and in the last second of one with an end
     */
    public record Validation(String clientId, Optional<Owner> owner, List<String> scopes, Duration expiresIn) {}

    /** New tokens. */
    public record Grant(Secret access, Optional<Secret> refresh, Duration expiresIn) {}

    /**
     * A code to log in with.
     *
     * @param deviceCode our half of it
     * @param userCode the half that is shown
     * @param interval how long to wait between polls
     */
    public record DeviceCode(
            List<String> scopes,
            Secret deviceCode,
            String userCode,
            URI verificationUri,
            Duration expiresIn,
            Duration interval) {}

    /** How a login with a code stands. */
    public sealed interface Poll {
        /** The code is of no more use. */
        sealed interface Over extends Poll {}

        /** The user has agreed. */
        record Granted(Grant grant) implements Over {}

        /** Nobody has done anything yet. */
        record Pending() implements Poll {}

        /** Polls come too fast. */
        record SlowDown() implements Poll {}

        /** The user has refused. */
        record Denied() implements Over {}

        /** The code has expired. */
        record Ended(String reason) implements Over {}
    }
}
