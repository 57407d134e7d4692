package dev.chameleonbot.engine.color;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.ErrorBody;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.UserId;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * {@code PUT /helix/chat/color} straight through OkHttp, asynchronously: the hot path's last step. A 401 that a new
 * token may cure leads to one refresh and one more try.
 */
public final class HelixColorTransport implements ColorTransport {
    private static final RequestBody EMPTY = RequestBody.create(new byte[0]);
    private static final String WHAT = "setting the colour";
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;

    private final OkHttpClient http;
    private final HttpUrl url;
    private final HelixAccount account;
    private final Executor blocking;
    private final ActivityMeter activity;
    private final InstantSource clock;

    /**
     * Creates the transport of one account.
     *
     * @param http the client, with timeouts
     * @param blocking where a token refresh may block
     */
    public HelixColorTransport(
            OkHttpClient http,
            URI helix,
            HelixAccount account,
            UserId userId,
            Executor blocking,
            ActivityMeter activity,
            InstantSource clock) {
        this.http = http;
        this.url = HttpUrl.get(helix.toString() + "/chat/color")
                .newBuilder()
                .addQueryParameter("user_id", userId.value())
                .build();
        this.account = account;
        this.blocking = blocking;
        this.activity = activity;
        this.clock = clock;
    }

    @Override
    public void send(ChatColor color, Consumer<Answer> whenAnswered) {
        put(color, account.tokens().access(), true, whenAnswered);
    }

    private void put(ChatColor color, Secret token, boolean mayRefresh, Consumer<Answer> whenAnswered) {
        Optional<RemoteException> heldBack = account.colors().enter();
        if (heldBack.isPresent()) {
            whenAnswered.accept(new Answer.NotTaken(heldBack.get(), token));
            return;
        }
        Request request = new Request.Builder()
                .url(url.newBuilder()
                        .addQueryParameter("color", color.wireName())
                        .build())
                .header("Authorization", "Bearer " + token.reveal())
                .header("Client-Id", account.clientId())
                .put(EMPTY)
                .build();
        http.newCall(request).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                account.colors().answered(response);
                Answer answer;
                try (response) {
                    answer = answer(color, response, token);
                } catch (IOException e) {
                    answer = unanswered(e, token);
                }
                if (mayRefresh
                        && answer instanceof Answer.NotTaken refused
                        && refused.why().status() == UNAUTHORIZED) {
                    blocking.execute(() -> cureAndPut(color, refused, whenAnswered));
                } else {
                    whenAnswered.accept(answer);
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                account.colors().unanswered();
                whenAnswered.accept(unanswered(e, token));
            }
        });
    }

    private void cureAndPut(ChatColor color, Answer.NotTaken refused, Consumer<Answer> whenAnswered) {
        try {
            put(color, account.tokens().cure(refused.token(), refused.why()), false, whenAnswered);
        } catch (LoginNeededException e) {
            whenAnswered.accept(new Answer.LoginNeeded(e));
        } catch (RemoteException e) {
            whenAnswered.accept(e.status() == UNAUTHORIZED ? refused : new Answer.NotTaken(e, refused.token()));
        }
    }

    private static Answer unanswered(IOException cause, Secret token) {
        return new Answer.NotTaken(RemoteException.unanswered(WHAT, cause), token);
    }

    private Answer answer(ChatColor color, Response response, Secret token) throws IOException {
        if (response.isSuccessful()) {
            activity.changed(color, clock.instant());
            return new Answer.Accepted();
        }
        String words = ErrorBody.message(response.body().string());
        Instant retryAt = response.code() == TOO_MANY
                ? account.colors().until()
                : account.colors().retryAt(response).orElse(null);
        return new Answer.NotTaken(RemoteException.answered(WHAT, response.code(), words, retryAt), token);
    }
}
