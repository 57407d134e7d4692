package dev.chameleonbot.host.alerts;

import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Posts over OkHttp, on the calling thread. Redirects are not followed: an address is trusted, where it leads is not. */
final class OkHttpPosts implements Posts, AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final OkHttpClient client;

    OkHttpPosts(ForwardProxy proxy) {
        client = proxy.on(new OkHttpClient.Builder())
                .connectionPool(new ConnectionPool(1, 30, TimeUnit.SECONDS))
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(Duration.ofSeconds(15))
                .writeTimeout(Duration.ofSeconds(10))
                .callTimeout(Duration.ofSeconds(20))
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    @Override
    public Answer post(Secret url, byte[] json) throws IOException {
        Request request = new Request.Builder()
                .url(url.reveal())
                .header("User-Agent", "chameleon")
                .post(RequestBody.create(json, JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            return new Answer(response.code(), seconds(response.header("Retry-After")));
        }
    }

    /** Discord writes fractions too; a date, which nobody sends here, counts as nothing. */
    static Optional<Duration> seconds(@Nullable String header) {
        if (header == null || !header.strip().matches("\\d{1,7}(\\.\\d{1,9})?")) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(header.strip()) * 1_000)));
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
