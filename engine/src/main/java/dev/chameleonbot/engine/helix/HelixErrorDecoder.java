package dev.chameleonbot.engine.helix;

import dev.chameleonbot.engine.resilience.ErrorBody;
import dev.chameleonbot.engine.resilience.RateLimitHeaders;
import dev.chameleonbot.engine.resilience.RemoteException;
import feign.Response;
import feign.codec.ErrorDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns an answer of Helix other than success into a {@link RemoteException} that says its status and reason. */
final class HelixErrorDecoder implements ErrorDecoder {
    private final String base;
    private final InstantSource clock;

    HelixErrorDecoder(String base, InstantSource clock) {
        this.base = base;
        this.clock = clock;
    }

    @Override
    public Exception decode(String methodKey, Response response) {
        String what =
                response.request().httpMethod() + " " + path(response.request().url());
        try {
            String body = response.body() == null
                    ? ""
                    : new String(response.body().asInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return RemoteException.answered(what, response.status(), ErrorBody.message(body), retryAt(response));
        } catch (IOException e) {
            return RemoteException.unanswered(what, e);
        }
    }

    private String path(String url) {
        String shortened = url.startsWith(base) ? url.substring(base.length()) : url;
        int query = shortened.indexOf('?');
        return query < 0 ? shortened : shortened.substring(0, query);
    }

    private @Nullable Instant retryAt(Response response) {
        Instant now = clock.instant();
        return RateLimitHeaders.of(name -> first(response, name), now)
                .waitAfter(response.status())
                .map(now::plus)
                .orElse(null);
    }

    private static @Nullable String first(Response response, String name) {
        Collection<String> values = response.headers().getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? null : values.iterator().next();
    }
}
