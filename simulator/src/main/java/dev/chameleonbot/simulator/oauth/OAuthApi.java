package dev.chameleonbot.simulator.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.account.AccessToken;
import dev.chameleonbot.simulator.account.Account;
import dev.chameleonbot.simulator.account.Grant;
import dev.chameleonbot.simulator.account.Tokens;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.http.Answer;
import dev.chameleonbot.simulator.http.HttpRequest;
import dev.chameleonbot.simulator.http.HttpResponse;
import dev.chameleonbot.simulator.http.Json;
import dev.chameleonbot.simulator.http.Parameters;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import dev.chameleonbot.simulator.script.EndpointFaults;
import dev.chameleonbot.simulator.served.EventJournal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /oauth2/validate}, {@code /oauth2/token}, {@code /oauth2/device} and {@code /oauth2/revoke}. */
public final class OAuthApi {
    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final Duration CODE_VALID_FOR = Duration.ofMinutes(30);

    private final Tokens tokens;
    private final DeviceCodes codes;
    private final EndpointFaults faults;
    private final EventJournal journal;
    private final Client client;
    private final Duration pollInterval;

    /**
     * An application that asks for tokens.
     *
     * @param id its id
     * @param secret its secret; who does not know it may leave it out, but not send another one
     */
    public record Client(String id, String secret) {
        @Override
        public String toString() {
            return "Client[id=" + id + ", secret masked]";
        }
    }

    /** The endpoints over those tokens and codes. */
    public OAuthApi(
            Tokens tokens,
            DeviceCodes codes,
            EndpointFaults faults,
            EventJournal journal,
            Client client,
            Duration pollInterval) {
        this.tokens = tokens;
        this.codes = codes;
        this.faults = faults;
        this.journal = journal;
        this.client = client;
        this.pollInterval = pollInterval;
    }

    /**
     * Answers a request below {@code /oauth2}.
     *
     * @throws InterruptedException if the simulator closes meanwhile
     */
    public Answer answer(HttpRequest request) throws InterruptedException {
        return switch (request.path()) {
            case "/oauth2/validate" -> validate(request);
            case "/oauth2/token" -> token(request);
            case "/oauth2/device" -> device(request);
            case "/oauth2/revoke" -> revoke(request);
            default -> Json.oauthError(404, "not found");
        };
    }

    private Answer validate(HttpRequest request) throws InterruptedException {
        Optional<AccessToken> token = bearer(request.header("authorization")).flatMap(tokens::access);
        return call(
                Endpoint.VALIDATE,
                request,
                login(token.map(AccessToken::account)),
                () -> token.map(this::describe).orElseGet(() -> Json.oauthError(401, "invalid access token")));
    }

    private static Optional<String> bearer(String header) {
        for (String scheme : List.of("OAuth ", "Bearer ")) {
            if (header.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return Optional.of(header.substring(scheme.length()).strip());
            }
        }
        return Optional.empty();
    }

    private HttpResponse describe(AccessToken token) {
        ObjectNode body = Json.object()
                .put("client_id", token.clientId())
                .put("login", token.account().login());
        putScopes(body, "scopes", token.scopes());
        body.put("user_id", token.account().id())
                .put("expires_in", Math.max(0, token.validFor().toSeconds()));
        return Json.answer(200, body);
    }

    private Answer token(HttpRequest request) throws InterruptedException {
        Parameters form = parameters(request);
        String grantType = form.first("grant_type").orElse("");
        Optional<Account> owner = form.first("refresh_token").flatMap(tokens::refreshOwner);
        journal.write(Kind.TOKEN_REQUEST, request.receivedNanos(), login(owner), grantType, 0);
        return call(Endpoint.TOKEN, request, login(owner), () -> switch (grantType) {
            case "refresh_token" -> refresh(form);
            case DEVICE_GRANT -> poll(form);
            case "" -> Json.oauthError(400, "missing grant type");
            default -> Json.oauthError(400, "invalid grant type");
        });
    }

    private HttpResponse refresh(Parameters form) {
        String clientId = form.first("client_id").orElse("");
        if (clientId.isEmpty()) {
            return Json.oauthError(400, "missing client id");
        }
        Optional<String> secret = form.first("client_secret").filter(text -> !text.isEmpty());
        if (clientId.equals(client.id()) && secret.isPresent() && !secret.get().equals(client.secret())) {
            return Json.oauthError(403, "invalid client secret");
        }
        return tokens.refresh(form.first("refresh_token").orElse(""), clientId)
                .map(this::grant)
                .orElseGet(() -> Json.oauthError(400, "Invalid refresh token"));
    }

    private HttpResponse poll(Parameters form) {
        String clientId = form.first("client_id").orElse("");
        return switch (codes.poll(form.first("device_code").orElse(""), clientId)) {
            case DeviceCodes.Poll.Refused(String message) -> Json.oauthError(400, message);
            case DeviceCodes.Poll.Approved(Account account, List<String> scopes) ->
                grant(tokens.issue(account, clientId, scopes));
        };
    }

    private HttpResponse grant(Grant grant) {
        AccessToken token = tokens.access(grant.accessToken()).orElse(null);
        ObjectNode body = Json.object()
                .put("access_token", grant.accessToken())
                .put("expires_in", token == null ? 0 : token.validFor().toSeconds())
                .put("refresh_token", grant.refreshToken());
        putScopes(body, "scope", token == null ? List.of() : token.scopes());
        return Json.answer(200, body.put("token_type", "bearer"));
    }

    private Answer device(HttpRequest request) throws InterruptedException {
        return call(Endpoint.DEVICE, request, "", () -> {
            Parameters form = parameters(request);
            String clientId = form.first("client_id").orElse("");
            if (clientId.isEmpty()) {
                return Json.oauthError(400, "missing client id");
            }
            String deviceCode = Tokens.random(40);
            String userCode = Tokens.random(8).toUpperCase(Locale.ROOT);
            List<String> scopes =
                    List.of(form.first("scopes").orElse("").strip().split("\\s+"));
            codes.open(deviceCode, userCode, clientId, scopes, CODE_VALID_FOR, pollInterval);
            return Json.answer(
                    200,
                    Json.object()
                            .put("device_code", deviceCode)
                            .put("expires_in", CODE_VALID_FOR.toSeconds())
                            .put("interval", Math.max(1, pollInterval.toSeconds()))
                            .put("user_code", userCode)
                            .put("verification_uri", "https://www.twitch.tv/activate?device-code=" + userCode));
        });
    }

    private Answer revoke(HttpRequest request) throws InterruptedException {
        Parameters form = parameters(request);
        String token = form.first("token").orElse("");
        String clientId = form.first("client_id").orElse("");
        return call(Endpoint.REVOKE, request, login(tokens.access(token).map(AccessToken::account)), () -> {
            if (clientId.isEmpty()) {
                return Json.oauthError(400, "missing client id");
            }
            return tokens.revoke(token, clientId) ? HttpResponse.empty(200) : Json.oauthError(400, "Invalid token");
        });
    }

    /** Twitch takes the parameters of its token endpoints from the query as well as from the form. */
    private static Parameters parameters(HttpRequest request) {
        return request.body().length > 0 ? request.form() : request.query();
    }

    private Answer call(Endpoint endpoint, HttpRequest request, String login, Supplier<HttpResponse> work)
            throws InterruptedException {
        boolean fits = request.method().equals(endpoint == Endpoint.VALIDATE ? "GET" : "POST");
        Answer answer = fits
                ? faults.around(endpoint, login, work, Json::oauthError)
                : Json.oauthError(405, "method not allowed");
        if (answer instanceof HttpResponse response) {
            journal.request(endpoint, login, request.method() + " " + request.path(), response.status());
        }
        return answer;
    }

    private static String login(Optional<Account> account) {
        return account.map(Account::login).orElse("");
    }

    private static void putScopes(ObjectNode body, String field, Collection<String> scopes) {
        var array = body.putArray(field);
        scopes.stream().filter(scope -> !scope.isEmpty()).sorted().forEach(array::add);
    }
}
