package dev.chameleonbot.engine.helix;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.OAuthClient;
import dev.chameleonbot.engine.auth.TokenRegistry;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.state.InMemoryStateStore;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Helix with an answer that a test has written itself; no socket is opened. */
public final class CannedHelix implements Interceptor {
    private static final URI BASE = URI.create("http://127.0.0.1:1/helix");

    private final ManualTimers timers;
    private final HelixCalls calls;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile String proved = "";
    private volatile Answer answer = new Answer(200, "{\"data\":[]}", "");

    private record Answer(int status, String body, String retryAfter) {}

    public CannedHelix(ManualTimers timers) {
        this.timers = timers;
        this.calls =
                new HelixCalls(new OkHttpClient.Builder().addInterceptor(this).build(), BASE, timers);
    }

    public HelixCalls calls() {
        return calls;
    }

    /** An account that may make calls. */
    public HelixAccount account(String login) {
        try {
            return added(login);
        } catch (LoginNeededException e) {
            throw new AssertionError(e);
        }
    }

    private HelixAccount added(String login) throws LoginNeededException {
        AccountConfig config = AccountConfig.builder(login, "client")
                .channels(List.of("streamer"))
                .tokens(new ConfiguredTokens(Secret.of("access"), Optional.of(Secret.of("refresh"))))
                .build();
        OkHttpClient http = new OkHttpClient.Builder().addInterceptor(this).build();
        AccountTokens tokens = new TokenRegistry(
                        new OAuthClient(http, http, BASE, timers),
                        new InMemoryStateStore(timers).cache(timers),
                        timers,
                        Runnable::run)
                .open(config, event -> {});
        proved = login;
        tokens.establish();
        HelixAccount account = HelixAccount.of(login, tokens, timers, new EngineMeters());
        calls.add(account);
        return account;
    }

    /** From now on. */
    public void answers(int status, String body) {
        answer = new Answer(status, body, "");
    }

    /** From now on. */
    public void answersToComeBack(int status, int seconds) {
        answer = new Answer(status, "{}", Integer.toString(seconds));
    }

    public int requests() {
        return requests.get();
    }

    @Override
    public Response intercept(Chain chain) {
        if (chain.request().url().encodedPath().endsWith("/validate")) {
            return response(chain, new Answer(200, valid(), ""));
        }
        requests.incrementAndGet();
        return response(chain, answer);
    }

    private String valid() {
        return "{\"client_id\":\"client\",\"login\":\"" + proved + "\",\"user_id\":\"1\",\"expires_in\":14400,"
                + "\"scopes\":[\"user:read:chat\",\"user:manage:chat_color\",\"user:write:chat\"]}";
    }

    private static Response response(Chain chain, Answer answer) {
        Response.Builder response = new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(answer.status)
                .message("")
                .body(ResponseBody.create(answer.body, MediaType.parse("application/json")));
        if (!answer.retryAfter.isEmpty()) {
            response.header("Retry-After", answer.retryAfter);
        }
        return response.build();
    }
}
