package dev.chameleonbot.engine.helix;

import com.github.twitch4j.common.util.TypeConvert;
import com.github.twitch4j.helix.TwitchHelix;
import com.netflix.hystrix.HystrixCommand;
import com.netflix.hystrix.HystrixCommandGroupKey;
import com.netflix.hystrix.HystrixCommandKey;
import com.netflix.hystrix.HystrixCommandProperties;
import com.netflix.hystrix.HystrixCommandProperties.ExecutionIsolationStrategy;
import feign.Client;
import feign.Feign;
import feign.Request;
import feign.Response;
import feign.Retryer;
import feign.Target;
import feign.hystrix.HystrixFeign;
import feign.hystrix.SetterFactory;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Carries the calls of {@code TwitchHelix} over the engine's {@link HelixSender}.
 *
 * <p>The token that a caller passes to {@code TwitchHelix} is the account's <em>login</em>; the real token replaces it on
 * the way out. So no token passes through Feign's templates, Hystrix or a plugin's code.
 *
 * <p>The client is built without twitch4j's builder: no pool of ten threads, no hop over the common pool, no breaker that all
 * accounts share.
 */
final class HelixTransport implements Client {
    private static final String BEARER = "Bearer ";
    private static final byte[] NO_BODY = new byte[0];
    private static final MediaType JSON = MediaType.get("application/json");

    private final HelixSender sender;
    private final Function<String, Optional<HelixAccount>> accounts;

    /** twitch4j's client over the engine's sender. */
    static TwitchHelix client(HelixSender sender, Function<String, Optional<HelixAccount>> accounts, HttpUrl base) {
        return HystrixFeign.builder()
                .setterFactory(new OnTheCallersThread())
                .client(new HelixTransport(sender, accounts))
                .encoder(new JacksonEncoder(TypeConvert.getObjectMapper()))
                .decoder(new JacksonDecoder(TypeConvert.getObjectMapper()))
                .retryer(Retryer.NEVER_RETRY)
                .decodeVoid()
                .target(TwitchHelix.class, base.toString());
    }

    private HelixTransport(HelixSender sender, Function<String, Optional<HelixAccount>> accounts) {
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

    /**
     * Hystrix as a plain call: no thread, no timeout (the transport has them), no breaker, no fallback. Its figures of each
     * command cannot be turned off; with an hour between two of them they wake nobody up twice a second.
     */
    private static final class OnTheCallersThread implements SetterFactory {
        private static final int NO_LIMIT = 100_000;
        private static final int HOUR_MILLIS = 3_600_000;

        @Override
        public HystrixCommand.Setter create(Target<?> target, Method method) {
            return HystrixCommand.Setter.withGroupKey(HystrixCommandGroupKey.Factory.asKey("helix"))
                    .andCommandKey(HystrixCommandKey.Factory.asKey(Feign.configKey(target.type(), method)))
                    .andCommandPropertiesDefaults(HystrixCommandProperties.Setter()
                            .withExecutionIsolationStrategy(ExecutionIsolationStrategy.SEMAPHORE)
                            .withExecutionIsolationSemaphoreMaxConcurrentRequests(NO_LIMIT)
                            .withCircuitBreakerEnabled(false)
                            .withExecutionTimeoutEnabled(false)
                            .withRequestCacheEnabled(false)
                            .withRequestLogEnabled(false)
                            .withMetricsRollingStatisticalWindowInMilliseconds(HOUR_MILLIS)
                            .withMetricsRollingStatisticalWindowBuckets(1)
                            .withMetricsHealthSnapshotIntervalInMilliseconds(HOUR_MILLIS)
                            .withFallbackEnabled(false));
        }
    }
}
