package dev.chameleonbot.engine.helix;

import dev.chameleonbot.engine.resilience.ErrorBody;
import dev.chameleonbot.engine.resilience.RemoteException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests of Helix in an account's name and through its gate, and decides which of them may be sent twice.
 *
 * <p>A server may close an idle connection in the very moment in which a request is sent on it. Nobody can tell then
 * whether the request was taken. One that does no harm twice goes over a connection that is kept, and OkHttp sends it again
 * where that failed; any other, such as a chat message, is sent once and on a connection of its own, which nobody closes
 * for being idle.
 *
 * <p>Source: RFC 9110, 9.2.2; decision 0024.
 */
final class HelixSender {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE");
    /** A subscription that is there already is answered with 409. */
    private static final String SUBSCRIPTIONS = "/eventsub/subscriptions";

    private final String basePath;
    private final OkHttpClient kept;
    private final OkHttpClient fresh;

    HelixSender(OkHttpClient http, HttpUrl base) {
        this.basePath = base.encodedPath();
        this.kept = http;
        this.fresh = http.newBuilder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .build();
    }

    /**
     * Makes a call once. Blocks.
     *
     * @param account in whose name; its credentials are put in here
     * @param unsigned the request without them
     * @param reader reads an answer of success and its body
     * @throws RemoteException if it is another answer, or none, or if the account's gate does not let the call through
     */
    <T> T send(HelixAccount account, Request.Builder unsigned, BiFunction<Response, byte[], T> reader) {
        Request request = unsigned.header(
                        "Authorization", "Bearer " + account.tokens().access().reveal())
                .header("Client-Id", account.clientId())
                .build();
        CallGate gate = account.calls();
        gate.enter().ifPresent(heldBack -> {
            throw heldBack;
        });
        boolean answered = false;
        try (Response answer = send(request)) {
            byte[] body = answer.body().bytes();
            gate.answered(answer);
            answered = true;
            if (!answer.isSuccessful()) {
                String reason = ErrorBody.message(new String(body, StandardCharsets.UTF_8));
                Instant retryAt = gate.retryAt(answer).orElse(null);
                throw RemoteException.answered(what(request), answer.code(), reason, retryAt);
            }
            return reader.apply(answer, body);
        } catch (IOException e) {
            throw RemoteException.unanswered(what(request), e);
        } finally {
            if (!answered) {
                gate.unanswered();
            }
        }
    }

    /** Method and path: nothing of it is secret or long. */
    private String what(Request request) {
        String path = request.url().encodedPath();
        return request.method() + " " + (path.startsWith(basePath) ? path.substring(basePath.length()) : path);
    }

    /** Sends a request and waits for the answer. */
    Response send(Request request) throws IOException {
        if (mayBeSentTwice(request)) {
            return kept.newCall(request).execute();
        }
        RequestBody body = request.body();
        Request once = body == null
                ? request
                : request.newBuilder()
                        .method(request.method(), new SentOnce(body))
                        .build();
        return fresh.newCall(once).execute();
    }

    private static boolean mayBeSentTwice(Request request) {
        return IDEMPOTENT.contains(request.method())
                || request.url().encodedPath().endsWith(SUBSCRIPTIONS);
    }

    /** A body that OkHttp does not send again by itself. */
    private static final class SentOnce extends RequestBody {
        private final RequestBody body;

        SentOnce(RequestBody body) {
            this.body = body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
        }
    }
}
