package dev.chameleonbot.engine.color;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.ErrorBody;
import dev.chameleonbot.engine.resilience.ErrorKind;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.UserId;
import java.io.IOException;
import java.net.URI;
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
     * @param helix where Helix is
     * @param account in whose name
     * @param userId that account's id
     * @param blocking where a token refresh may block
     * @param activity counts the colours that Twitch has taken
     * @param clock the wall clock
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
            whenAnswered.accept(notTried(heldBack.get()));
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
                Answer answer;
                account.colors().answered(response);
                try (response) {
                    answer = answer(color, response, token);
                    if (answer instanceof Answer.Unauthorized unauthorized && mayRefresh) {
                        blocking.execute(() -> cureAndPut(color, unauthorized, whenAnswered));
                        return;
                    }
                } catch (IOException e) {
                    answer = unanswered(e);
                }
                whenAnswered.accept(answer);
            }

            @Override
            public void onFailure(Call call, IOException e) {
                account.colors().unanswered();
                whenAnswered.accept(unanswered(e));
            }
        });
    }

    private void cureAndPut(ChatColor color, Answer.Unauthorized unauthorized, Consumer<Answer> whenAnswered) {
        try {
            RemoteException how = RemoteException.answered(WHAT, UNAUTHORIZED, unauthorized.reason(), null);
            put(color, account.tokens().cure(unauthorized.token(), how), false, whenAnswered);
        } catch (LoginNeededException e) {
            whenAnswered.accept(new Answer.LoginNeeded(e));
        } catch (RemoteException e) {
            whenAnswered.accept(
                    e.status() == UNAUTHORIZED
                            ? unauthorized
                            : new Answer.Unavailable(Failure.of(e), e.retryAt().orElse(null)));
        }
    }

    private static Answer notTried(RemoteException heldBack) {
        return heldBack.kind() == ErrorKind.REMOTE_LIMITED
                ? new Answer.Limited(heldBack.retryAt().orElseThrow())
                : new Answer.Unavailable(
                        Failure.of(heldBack), heldBack.retryAt().orElse(null));
    }

    private static Answer unanswered(IOException cause) {
        return new Answer.Unavailable(Failure.of(RemoteException.unanswered(WHAT, cause)), null);
    }

    private Answer answer(ChatColor color, Response response, Secret token) throws IOException {
        if (response.isSuccessful()) {
            activity.changed(color, clock.instant());
            return new Answer.Accepted();
        }
        String words = ErrorBody.message(response.body().string());
        String reason =
                RemoteException.answered(WHAT, response.code(), words, null).getMessage();
        return switch (response.code()) {
            case 400 -> new Answer.BadColor(reason);
            case UNAUTHORIZED -> new Answer.Unauthorized(token, reason);
            case 429 -> new Answer.Limited(account.colors().until());
            default ->
                RemoteException.kindOf(response.code()) == ErrorKind.REMOTE_TRANSIENT
                        ? new Answer.Unavailable(
                                Failure.answered(response.code(), reason),
                                account.colors().retryAt(response).orElse(null))
                        : new Answer.Refused(reason);
        };
    }
}
