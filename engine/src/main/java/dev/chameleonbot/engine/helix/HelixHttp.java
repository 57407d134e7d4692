package dev.chameleonbot.engine.helix;

import dev.chameleonbot.engine.resilience.ErrorBody;
import dev.chameleonbot.engine.resilience.RateLimitHeaders;
import dev.chameleonbot.engine.resilience.RemoteException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends the calls of Helix that the engine makes itself, through the account's gate: without twitch4j, whose classes
 * cannot take what they do not know.
 */
final class HelixHttp {
    private static final MediaType JSON = MediaType.get("application/json");

    private final HelixSender sender;
    private final HttpUrl base;
    private final InstantSource clock;

    HelixHttp(HelixSender sender, HttpUrl base, InstantSource clock) {
        this.sender = sender;
        this.base = base;
        this.clock = clock;
    }

    /**
     * Makes a call once. Blocks.
     *
     * @return the body of an answer of success
     * @throws RemoteException if it is another one, or none, or if the account's gate does not let it through
     */
    byte[] send(HelixAccount account, HelixRequest call) {
        account.calls().enter().ifPresent(heldBack -> {
            throw heldBack;
        });
        boolean answered = false;
        try (Response answer = sender.send(request(account, call))) {
            byte[] body = answer.body().bytes();
            account.calls().answered(answer);
            answered = true;
            if (!answer.isSuccessful()) {
                String reason = ErrorBody.message(new String(body, StandardCharsets.UTF_8));
                throw RemoteException.answered(call.toString(), answer.code(), reason, retryAt(answer));
            }
            return body;
        } catch (IOException e) {
            throw RemoteException.unanswered(call.toString(), e);
        } finally {
            if (!answered) {
                account.calls().unanswered();
            }
        }
    }

    private Request request(HelixAccount account, HelixRequest call) {
        HttpUrl.Builder url = base.newBuilder().addPathSegments(call.path().substring(1));
        for (Map.Entry<String, String> parameter : call.query()) {
            url.addQueryParameter(parameter.getKey(), parameter.getValue());
        }
        String json = call.json();
        return new Request.Builder()
                .url(url.build())
                .header("Authorization", "Bearer " + account.tokens().access().reveal())
                .header("Client-Id", account.clientId())
                .method(call.method(), json == null ? null : RequestBody.create(json, JSON))
                .build();
    }

    private @Nullable Instant retryAt(Response answer) {
        Instant now = clock.instant();
        return RateLimitHeaders.of(answer, now)
                .waitAfter(answer.code())
                .map(now::plus)
                .orElse(null);
    }
}
