package dev.chameleonbot.engine.helix;

import dev.chameleonbot.engine.resilience.ErrorBody;
import dev.chameleonbot.engine.resilience.RemoteException;
import feign.Response;
import feign.codec.ErrorDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns an answer of Helix other than success into a {@link RemoteException} that says its status and reason. */
final class HelixErrorDecoder implements ErrorDecoder {
    @Override
    public Exception decode(String methodKey, Response response) {
        String what =
                response.request().httpMethod() + " " + path(response.request().url());
        try {
            String body = response.body() == null
                    ? ""
                    : new String(response.body().asInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return RemoteException.answered(what, response.status(), ErrorBody.message(body), reset(response));
        } catch (IOException e) {
            return RemoteException.unanswered(what, e);
        }
    }

    private static String path(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    private static @Nullable Instant reset(Response response) {
        Collection<String> values = response.headers().getOrDefault("ratelimit-reset", List.of());
        try {
            return response.status() == 429 && !values.isEmpty()
                    ? Instant.ofEpochSecond(Long.parseLong(values.iterator().next()))
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
