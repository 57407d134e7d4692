package dev.chameleonbot.engine.helix;

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
 * Carries the calls of {@code TwitchHelix} over the engine's {@link HelixSender}.
 *
 * <p>The token that a caller passes to {@code TwitchHelix} is the account's <em>login</em>; the real token replaces it on
 * the way out. So no token passes through Feign's templates, Hystrix or a plugin's code.
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
        return sender.send(
                account(request),
                translated(request),
                (answer, body) -> Response.builder()
                        .status(answer.code())
                        .reason(answer.message())
                        .headers(Map.copyOf(answer.headers().toMultimap()))
                        .body(body)
                        .request(request)
                        .build());
    }

    private HelixAccount account(Request request) throws IOException {
        Collection<String> values = request.headers().getOrDefault("Authorization", List.of());
        String value = values.isEmpty() ? "" : values.iterator().next();
        String login = value.startsWith(BEARER) ? value.substring(BEARER.length()) : value;
        return accounts.apply(login)
                .orElseThrow(() -> new IOException("Pass the login of a running account as the token of a Helix call"));
    }

    private static okhttp3.Request.Builder translated(Request request) {
        okhttp3.Request.Builder builder = new okhttp3.Request.Builder().url(request.url());
        request.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Authorization") && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> builder.addHeader(name, value));
            }
        });
        String method = request.httpMethod().name();
        return builder.method(method, body(request, method));
    }

    private static @Nullable RequestBody body(Request request, String method) {
        byte[] bytes = request.body();
        if (bytes == null && (method.equals("GET") || method.equals("DELETE"))) {
            return null;
        }
        return RequestBody.create(bytes == null ? NO_BODY : bytes, JSON);
    }
}
