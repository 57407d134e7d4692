package dev.chameleonbot.engine.helix;

import dev.chameleonbot.engine.model.Secret;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Carries the calls of {@code TwitchHelix} over the engine's OkHttp client, and puts the account's credentials in.
 *
 * <p>The token that a caller passes to {@code TwitchHelix} is the account's <em>login</em>; the real token replaces it
 * here, on the way out. So no token passes through Feign's templates, Hystrix or a plugin's code.
 */
final class HelixTransport implements Client {
    private static final String BEARER = "Bearer ";
    private static final byte[] NO_BODY = new byte[0];
    private static final MediaType JSON = MediaType.get("application/json");

    private final HelixSender sender;
    private final Function<String, Optional<HelixAccount>> accounts;

    HelixTransport(HelixSender sender, Function<String, Optional<HelixAccount>> accounts) {
        this.sender = sender;
        this.accounts = accounts;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        HelixAccount account = account(request);
        account.calls().enter().ifPresent(heldBack -> {
            throw heldBack;
        });
        boolean answered = false;
        try (okhttp3.Response answer = sender.send(translated(request, account))) {
            byte[] body = answer.body().bytes();
            account.calls().answered(answer);
            answered = true;
            return Response.builder()
                    .status(answer.code())
                    .reason(answer.message())
                    .headers(headers(answer))
                    .body(body)
                    .request(request)
                    .build();
        } finally {
            if (!answered) {
                account.calls().unanswered();
            }
        }
    }

    private HelixAccount account(Request request) throws IOException {
        Collection<String> values = request.headers().getOrDefault("Authorization", List.of());
        String value = values.isEmpty() ? "" : values.iterator().next();
        String login = value.startsWith(BEARER) ? value.substring(BEARER.length()) : value;
        return accounts.apply(login)
                .orElseThrow(() -> new IOException("Pass the login of a running account as the token of a Helix call"));
    }

    private static okhttp3.Request translated(Request request, HelixAccount account) {
        Secret token = account.tokens().access();
        okhttp3.Request.Builder builder = new okhttp3.Request.Builder().url(request.url());
        request.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Authorization") && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> builder.addHeader(name, value));
            }
        });
        builder.header("Authorization", BEARER + token.reveal());
        builder.header("Client-Id", account.clientId());
        String method = request.httpMethod().name();
        return builder.method(method, body(request, method)).build();
    }

    private static @Nullable RequestBody body(Request request, String method) {
        byte[] bytes = request.body();
        if (bytes == null && (method.equals("GET") || method.equals("DELETE"))) {
            return null;
        }
        return RequestBody.create(bytes == null ? NO_BODY : bytes, JSON);
    }

    private static Map<String, Collection<String>> headers(okhttp3.Response answer) {
        return Map.copyOf(answer.headers().toMultimap());
    }
}
