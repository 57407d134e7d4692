package dev.chameleonbot.engine.auth;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import okhttp3.FormBody;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** OAuth answers that a test has written itself; no socket is opened. For one thread. */
final class CannedTwitch implements Interceptor {
    static final URI AUTH = URI.create("http://127.0.0.1:1/oauth2");

    private final Map<String, Supplier<Answer>> answers = new HashMap<>();
    private final List<String> requests = new ArrayList<>();

    record Answer(int status, String body, Headers headers) {
        Answer(int status, String body) {
            this(status, body, Headers.of());
        }
    }

    OAuthClient client(InstantSource clock) {
        OkHttpClient http = new OkHttpClient.Builder().addInterceptor(this).build();
        return new OAuthClient(http, http, AUTH, clock);
    }

    /** From now on. */
    void validate(int status, String body) {
        answers.put("/oauth2/validate", () -> new Answer(status, body));
    }

    void validate(Supplier<Answer> answer) {
        answers.put("/oauth2/validate", answer);
    }

    /** From now on. */
    void token(int status, String body) {
        answers.put("/oauth2/token", () -> new Answer(status, body));
    }

    void token(Supplier<Answer> answer) {
        answers.put("/oauth2/token", answer);
    }

    long validations() {
        return requests.stream().filter("/oauth2/validate"::equals).count();
    }

    long refreshes() {
        return requests.stream().filter("/oauth2/token"::equals).count();
    }

    static String owned(String login, String userId, long seconds, String... scopes) {
        return "{\"client_id\":\"client\",\"login\":\"" + login + "\",\"user_id\":\"" + userId + "\",\"expires_in\":"
                + seconds
                + ",\"scopes\":[\"user:read:chat\",\"user:manage:chat_color\""
                + String.join(
                        "",
                        List.of(scopes).stream()
                                .map(scope -> ",\"" + scope + "\"")
                                .toList()) + "]}";
    }

    static String granted(String access, String refresh, long seconds) {
        return "{\"access_token\":\"" + access + "\",\"refresh_token\":\"" + refresh + "\",\"expires_in\":" + seconds
                + ",\"scope\":[],\"token_type\":\"bearer\"}";
    }

    static String error(int status, String message) {
        return "{\"status\":" + status + ",\"message\":\"" + message + "\"}";
    }

    @Override
    public Response intercept(Chain chain) {
        Request request = chain.request();
        String path = request.url().encodedPath();
        requests.add(path);
        if (request.body() instanceof FormBody form) {
            for (int i = 0; i < form.size(); i++) {
                requests.add(path + " " + form.name(i) + "=" + form.value(i));
            }
        }
        Answer answer = answers.getOrDefault(path, () -> new Answer(500, "{}")).get();
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.status())
                .message("")
                .headers(answer.headers())
                .body(ResponseBody.create(answer.body(), MediaType.get("application/json")))
                .build();
    }
}
