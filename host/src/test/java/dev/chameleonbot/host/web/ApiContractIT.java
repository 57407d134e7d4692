package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.IpAddress;
import dev.chameleonbot.host.config.WebConfig;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.web.ApiContract.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What is answered is what is described, and all that is described is answered: each path, each status. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ApiContractIT {
    private static final ApiContract CONTRACT = new ApiContract();
    private static final MediaType JSON = MediaType.get("application/json");
    private static final String NOBODY = "nobody";
    /** All that was answered. */
    private static final StringBuilder SERVED = new StringBuilder();

    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("logIn", "{\"password\": \"wrong password\"}"),
            Map.entry("addAccounts", "{\"accounts\": [{\"username\": \"carol\", \"channels\": [\"@own\"]}]}"),
            Map.entry("enableAccount", "{\"enabled\": true}"),
            Map.entry("join", "{\"channels\": [\"streamer\"]}"),
            Map.entry("changeColor", "{\"color\": \"#12ab34\"}"),
            Map.entry("changeSettings", "{\"values\": {\"enabled\": false}}"),
            Map.entry("enablePluginForAccount", "{\"enabled\": false}"),
            Map.entry("beginLogin", "{\"channels\": [\"@own\"]}"),
            Map.entry("setUp", "{\"client_id\": \"abc\"}"),
            Map.entry("enablePlugin", "{\"enabled\": true}"),
            Map.entry("upload", "{\"url\": \"https://127.0.0.1:1/a.jar\"}"),
            Map.entry("confirmUpload", "{\"sha256\": \"" + "0".repeat(64) + "\"}"),
            Map.entry("say", "{\"account\": \"nobody\", \"channel\": \"nowhere\", \"text\": \"hello\"}"));

    @TempDir
    private static Path folder;

    private static WebRig rig;
    private static String operator;
    private static String viewer;
    private static OkHttpClient client;

    @BeforeAll
    static void start() throws Exception {
        rig = WebRig.start(Files.createDirectory(folder.resolve("run")), List.of("alice", "bob"));
        rig.awaitAllLive();
        operator = rig.addressWithToken().replaceFirst(".*token=", "");
        AccessFile access = new AccessFile(rig.folder().resolve("state"));
        viewer = access.addToken("viewer", Role.VIEW, Instant.EPOCH).reveal();
        access.setPassword(Secret.of("a long password"));
        client = new OkHttpClient.Builder()
                .readTimeout(30, TimeUnit.SECONDS)
                .retryOnConnectionFailure(false)
                .build();
    }

    @AfterAll
    static void stop() throws IOException {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
        rig.close();
    }

    private static JsonNode call(int expected, String method, String path, @Nullable String body) throws IOException {
        return call(rig.address(), operator, expected, method, path, body);
    }

    private static JsonNode call(
            String address, @Nullable String token, int expected, String method, String path, @Nullable String body)
            throws IOException {
        boolean mayHaveBody = !method.equals("GET");
        return send(
                address,
                token,
                expected,
                method,
                path,
                mayHaveBody
                        ? RequestBody.create((body == null ? "" : body).getBytes(StandardCharsets.UTF_8), JSON)
                        : null);
    }

    private static JsonNode send(
            String address,
            @Nullable String token,
            int expected,
            String method,
            String path,
            @Nullable RequestBody body)
            throws IOException {
        Request.Builder request =
                new Request.Builder().url(address.replaceFirst("/$", "") + path).method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try (Response response = client.newCall(request.build()).execute()) {
            byte[] bytes = response.body().bytes();
            String text = new String(bytes, StandardCharsets.UTF_8);
            assertThat(response.code()).as("%s %s: %s", method, path, text).isEqualTo(expected);
            CONTRACT.check(method, path.replaceFirst("\\?.*", ""), response, bytes);
            SERVED.append(response.headers()).append(text);
            return text.startsWith("{") ? Json.STRICT.readTree(bytes) : Json.STRICT.nullNode();
        }
    }

    private static String pathOf(Operation operation) {
        return operation.template().replaceAll("\\{[^}]*}", NOBODY);
    }

    private static @Nullable String bodyOf(Operation operation) {
        return BODIES.get(operation.description().path("operationId").asText());
    }

    @Test
    @Order(1)
    void whatIsServedIsWhatIsDescribed() {
        List<String> described =
                CONTRACT.operations().stream().map(Operation::toString).sorted().toList();

        assertThat(rig.routes().stream()
                        .map(route -> route.method() + " " + route.template())
                        .sorted())
                .containsExactlyElementsOf(described);
        for (Operation operation : CONTRACT.operations()) {
            Route route = rig.routes().stream()
                    .filter(one -> (one.method() + " " + one.template()).equals(operation.toString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(operation.role())
                    .as(operation.toString())
                    .isEqualTo(
                            switch (route.access()) {
                                case EVERYBODY, EVERYBODY_ON_LOOPBACK -> "none";
                                case VIEW -> "view";
                                case OPERATE -> "operate";
                            });
        }
    }

    @Test
    @Order(2)
    void whoeverIsNotKnownGetsNothing() throws IOException {
        for (Operation operation : CONTRACT.operations()) {
            if (!operation.role().equals("none")) {
                call(rig.address(), null, 401, operation.method(), pathOf(operation), bodyOf(operation));
                call(rig.address(), "wrong", 401, operation.method(), pathOf(operation), bodyOf(operation));
            }
        }
    }

    @Test
    @Order(3)
    void whoeverMayOnlySeeChangesNothing() throws IOException {
        for (Operation operation : CONTRACT.operations()) {
            if (operation.role().equals("operate")) {
                call(rig.address(), viewer, 403, operation.method(), pathOf(operation), bodyOf(operation));
            }
        }
    }

    @Test
    @Order(4)
    void bodiesThatAreNoneAreRefused() throws IOException {
        for (Operation operation : CONTRACT.operations()) {
            if (operation.hasBody()) {
                String path = pathOf(operation);
                String method = operation.method();
                call(400, method, path, "{\"a\": ");
                call(400, method, path, "[]");
                call(400, method, path, "{}");
                call(413, method, path, "{\"a\": \"" + "x".repeat(1024 * 1024) + "\"}");
                RequestBody text =
                        RequestBody.create("{}".getBytes(StandardCharsets.UTF_8), MediaType.get("text/plain"));
                send(rig.address(), operator, 415, method, path, text);
            }
        }
        call(400, "GET", "/api/v1/log?level=LOUD", null);
        call(400, "GET", "/api/v1/log?limit=0", null);
        call(400, "GET", "/api/v1/events?log=LOUD", null);
        call(400, "GET", "/metrics?accounts=perhaps", null);
        call(400, "DELETE", "/api/v1/accounts/alice?keep_tokens=perhaps", null);
    }

    @Test
    @Order(5)
    void whatThereIsNotIsNotFound() throws IOException {
        for (Operation operation : CONTRACT.operations()) {
            if (operation.mayAnswer(404)) {
                call(404, operation.method(), pathOf(operation), bodyOf(operation));
            }
        }
    }

    @Test
    @Order(6)
    void aHostIsSeen() throws IOException {
        call(200, "GET", "/api/v1/session", null);
        call(200, "GET", "/api/v1/host", null);
        call(200, "GET", "/api/v1/accounts", null);
        call(200, "GET", "/api/v1/accounts/alice", null);
        call(200, "GET", "/api/v1/accounts/alice/settings", null);
        call(200, "GET", "/api/v1/logins", null);
        call(200, "GET", "/api/v1/setup", null);
        call(200, "GET", "/api/v1/plugins", null);
        call(200, "GET", "/api/v1/plugins/color-changer", null);
        call(200, "GET", "/api/v1/log?level=INFO&text=o&limit=10", null);
        call(200, "GET", "/api/v1/alerts", null);
        call(200, "GET", "/api/v1/history", null);
        call(200, "GET", "/api/v1/audit", null);
        call(200, "GET", "/api/v1/openapi.json", null);
        call(200, "GET", "/health/live", null);
        call(200, "GET", "/health/ready", null);
        call(200, "GET", "/metrics", null);
        call(200, "GET", "/metrics?accounts=true", null);
        assertThat(call(rig.address(), viewer, 200, "GET", "/api/v1/session", null)
                        .path("role")
                        .asText())
                .isEqualTo("view");
    }

    @Test
    @Order(7)
    void anAccountIsSteered() throws IOException {
        assertThat(call(200, "PUT", "/api/v1/accounts/alice/color", "{\"color\": \"#12ab34\"}")
                        .path("outcome")
                        .asText())
                .isEqualTo("changed");
        assertThat(rig.twitch().color("alice")).isEqualToIgnoringCase("#12ab34");
        call(400, "PUT", "/api/v1/accounts/alice/color", "{\"color\": \"brownish\"}");
        call(200, "POST", "/api/v1/accounts/alice/channels", "{\"channels\": [\"bob\"]}");
        call(409, "POST", "/api/v1/accounts/alice/channels", "{\"channels\": [\"not a channel\"]}");
        call(200, "DELETE", "/api/v1/accounts/alice/channels/bob", null);
        call(200, "DELETE", "/api/v1/accounts/alice/channels/streamer", null);
        call(409, "DELETE", "/api/v1/accounts/alice/channels/alice", null);
        call(200, "POST", "/api/v1/accounts/alice/channels", "{\"channels\": [\"streamer\"]}");
        call(200, "PUT", "/api/v1/accounts/alice/settings/color-changer", "{\"values\": {\"enabled\": true}}");
        call(409, "PUT", "/api/v1/accounts/alice/settings/color-changer", "{\"values\": {\"enabled\": \"maybe\"}}");
        call(200, "PUT", "/api/v1/accounts/alice/plugins/color-changer/enabled", "{\"enabled\": false}");
        call(200, "PUT", "/api/v1/accounts/alice/plugins/color-changer/enabled", "{\"enabled\": true}");
        call(200, "PUT", "/api/v1/accounts/alice/enabled", "{\"enabled\": false}");
        rig.awaitState("alice", AccountState.STOPPED);
        call(409, "PUT", "/api/v1/accounts/alice/color", "{\"color\": \"red\"}");
        call(200, "PUT", "/api/v1/accounts/alice/enabled", "{\"enabled\": true}");
        call(200, "POST", "/api/v1/accounts", BODIES.get("addAccounts"));
        call(409, "POST", "/api/v1/accounts", BODIES.get("addAccounts"));
        call(202, "POST", "/api/v1/accounts/carol/login", null);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> call(200, "GET", "/api/v1/logins/carol", null)
                        .path("state")
                        .asText()
                        .equals("waiting"));
        call(200, "GET", "/api/v1/logins/carol/qr", null);
        call(200, "DELETE", "/api/v1/accounts/carol", null);
        call(200, "POST", "/api/v1/host/reload", null);
    }

    @Test
    @Order(8)
    void aLoginIsBegunAndGivenUp() throws IOException {
        String id = call(201, "POST", "/api/v1/logins", "{\"channels\": [\"@own\"], \"login\": \"dave\"}")
                .path("id")
                .asText();
        call(200, "GET", "/api/v1/logins/" + id, null);
        call(200, "GET", "/api/v1/logins/" + id + "/qr", null);
        call(409, "POST", "/api/v1/logins/" + id + "/confirm", null);
        assertThat(call(rig.address(), viewer, 200, "GET", "/api/v1/logins/" + id, null)
                        .path("user_code")
                        .isNull())
                .as("a viewer sees no code")
                .isTrue();
        String code =
                call(200, "GET", "/api/v1/logins/" + id, null).path("user_code").asText();
        rig.twitch().addUser("erin");
        rig.twitch().approve(code, "erin");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> call(200, "GET", "/api/v1/logins/" + id, null)
                        .path("state")
                        .asText()
                        .equals("other_account"));
        call(204, "POST", "/api/v1/logins/" + id + "/confirm", null);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> call(200, "GET", "/api/v1/logins/" + id, null)
                        .path("state")
                        .asText()
                        .equals("done"));
        String other = call(201, "POST", "/api/v1/logins", "{\"channels\": [\"@own\"]}")
                .path("id")
                .asText();
        call(204, "DELETE", "/api/v1/logins/" + other, null);
    }

    @Test
    @Order(9)
    void pluginsComeAndGo() throws IOException {
        byte[] jar = Files.readAllBytes(Path.of("target", "chameleon", "plugins", "announcer.jar"));
        RequestBody body = RequestBody.create(jar, MediaType.get("application/java-archive"));
        JsonNode upload = send(rig.address(), operator, 201, "POST", "/api/v1/plugin-uploads?name=announcer.jar", body);
        call(409, "POST", "/api/v1/plugin-uploads/" + upload.path("id").asText(), BODIES.get("confirmUpload"));
        call(
                200,
                "POST",
                "/api/v1/plugin-uploads/" + upload.path("id").asText(),
                "{\"sha256\": \"" + upload.path("sha256").asText() + "\"}");
        JsonNode another = send(rig.address(), operator, 201, "POST", "/api/v1/plugin-uploads", body);
        call(204, "DELETE", "/api/v1/plugin-uploads/" + another.path("id").asText(), null);
        send(
                rig.address(),
                operator,
                409,
                "POST",
                "/api/v1/plugin-uploads",
                RequestBody.create(new byte[10], MediaType.get("application/java-archive")));
        JsonNode fetched = send(
                rig.address(),
                operator,
                409,
                "POST",
                "/api/v1/plugin-uploads",
                RequestBody.create("{\"url\": \"https://127.0.0.1:1/a.jar\", \"sha256\": \"abc\"}", JSON));
        assertThat(fetched.path("detail").asText()).startsWith("This is not a SHA-256");
        call(200, "PUT", "/api/v1/plugins/announcer/enabled", "{\"enabled\": true}");
        call(200, "PUT", "/api/v1/plugins/announcer/enabled", "{\"enabled\": false}");
        call(200, "POST", "/api/v1/plugins/color-changer/reload", null);
        call(200, "POST", "/api/v1/plugins/announcer/rollback", null);
        call(409, "POST", "/api/v1/plugins/color-changer/rollback", null);
        JsonNode again = send(rig.address(), operator, 201, "POST", "/api/v1/plugin-uploads", body);
        call(
                200,
                "POST",
                "/api/v1/plugin-uploads/" + again.path("id").asText(),
                "{\"sha256\": \"" + again.path("sha256").asText() + "\"}");
        call(200, "DELETE", "/api/v1/plugins/announcer", null);
        call(409, "DELETE", "/api/v1/plugins/color-changer", null);
    }

    @Test
    @Order(10)
    void passwordsAreThrottled() throws IOException {
        String right = "{\"password\": \"a long password\"}";
        call(rig.address(), null, 204, "POST", "/api/v1/session", right);
        assertThat(statusWith("POST", "/api/v1/session", "a=b", "http://evil.example"))
                .isEqualTo(403);
        for (int i = 0; i < 5; i++) {
            call(rig.address(), null, 401, "POST", "/api/v1/session", BODIES.get("logIn"));
        }
        call(rig.address(), null, 429, "POST", "/api/v1/session", right);
    }

    @Test
    @Order(11)
    void aSessionBeginsAndEnds() throws IOException {
        Request enter = new Request.Builder().url(rig.addressWithToken()).build();
        String cookie;
        try (Response response = client.newBuilder()
                .followRedirects(false)
                .build()
                .newCall(enter)
                .execute()) {
            assertThat(response.code()).isEqualTo(303);
            assertThat(response.header("Location")).isEqualTo("/");
            String set = Objects.requireNonNull(response.header("Set-Cookie"));
            assertThat(set).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain("Secure");
            cookie = set.split(";", 2)[0];
        }
        String origin = rig.address().replaceFirst("/$", "");
        assertThat(statusWith("DELETE", "/api/v1/session", cookie, "http://evil.example"))
                .isEqualTo(403);
        assertThat(statusWith("DELETE", "/api/v1/session", cookie, origin)).isEqualTo(204);
        assertThat(statusWith("GET", "/api/v1/session", cookie, origin)).isEqualTo(401);
    }

    private static int statusWith(String method, String path, String cookie, String origin) throws IOException {
        Request request = new Request.Builder()
                .url(rig.address().replaceFirst("/$", "") + path)
                .method(method, method.equals("GET") ? null : RequestBody.create(new byte[0], null))
                .header("Cookie", cookie)
                .header("Origin", origin)
                .build();
        try (Response response = client.newCall(request).execute()) {
            CONTRACT.check(method, path, response, response.body().bytes());
            return response.code();
        }
    }

    @Test
    @Order(12)
    void eventsAreToldToSoManyAndNoMore() throws IOException {
        List<Call> watching = new ArrayList<>();
        List<Response> answers = new ArrayList<>();
        OkHttpClient many = client.newBuilder()
                .dispatcher(new Dispatcher(client.dispatcher().executorService()))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .build();
        Request request = new Request.Builder()
                .url(rig.address() + "api/v1/events?account=alice&log=INFO")
                .header("Authorization", "Bearer " + operator)
                .build();
        try {
            for (int i = 0; i < EventStreams.MOST; i++) {
                Call call = many.newCall(request);
                watching.add(call);
                Response response = call.execute();
                answers.add(response);
                assertThat(response.body().source().readUtf8Line()).isEqualTo("event: hello");
                CONTRACT.check("GET", "/api/v1/events", response, "told".getBytes(StandardCharsets.UTF_8));
            }
            call(429, "GET", "/api/v1/events", null);
        } finally {
            watching.forEach(Call::cancel);
            answers.forEach(Response::close);
            many.connectionPool().evictAll();
        }
        rig.twitch().say("alice", WebRig.STREAMER, "anybody there?");
        await("places are free again").atMost(Duration.ofSeconds(40)).until(() -> {
            try (Response response = many.newCall(request).execute()) {
                return response.code() == 200;
            }
        });
    }

    /** Whoever may see no more is told no more. */
    @Test
    @Order(12)
    void eventsEndWithTheTokenThatLetsSomebodyIn() throws IOException {
        AccessFile access = new AccessFile(rig.folder().resolve("state"));
        String token = access.addToken("leaving", Role.VIEW, Instant.EPOCH).reveal();
        call(rig.address(), token, 403, "GET", "/api/v1/events?log=INFO", null);
        Request request = new Request.Builder()
                .url(rig.address() + "api/v1/events")
                .header("Authorization", "Bearer " + token)
                .build();
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.body().source().readUtf8Line()).isEqualTo("event: hello");

            assertThat(access.removeToken("leaving")).isTrue();

            assertThat(response.body().source().readByteString().utf8())
                    .as("it ends")
                    .isNotEmpty();
        }
    }

    @Test
    @Order(13)
    void withoutAConfigurationMostIsStillToCome() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("setup"));
        Path config = empty.resolve("config.json");
        ConfigReader reader = new ConfigReader(Map.of(
                "CHAMELEON_AUTH_URL",
                rig.twitch().authUrl().toString(),
                "CHAMELEON_HELIX_URL",
                rig.twitch().helixUrl().toString(),
                "CHAMELEON_EVENTSUB_URL",
                rig.twitch().eventSubUrl().toString()));
        WebConfig anywhere = WebConfig.USUAL.at(WebConfig.USUAL.address(), 0);
        AtomicBoolean isWritten = new AtomicBoolean();
        try (Web web = Web.open(anywhere, empty.resolve("state"), config, reader)) {
            web.setUp(() -> isWritten.set(true));
            String address = web.address().toString();
            String token = web.addressWithToken().reveal().replaceFirst(".*token=", "");
            for (Operation operation : CONTRACT.operations()) {
                if (operation.mayAnswer(409) && !operation.template().equals("/api/v1/setup")) {
                    call(address, token, 409, operation.method(), pathOf(operation), bodyOf(operation));
                }
            }
            call(address, token, 503, "GET", "/health/ready", null);
            assertThat(call(address, token, 200, "GET", "/api/v1/session", null)
                            .path("mode")
                            .asText())
                    .isEqualTo("setup");
            call(address, token, 400, "POST", "/api/v1/setup", "{\"client_id\": \"no id\"}");
            call(address, token, 200, "POST", "/api/v1/setup", "{\"client_id\": \"abcdefghij0123456789klmnopqrst\"}");
            assertThat(isWritten).isTrue();
            assertThat(config).exists();
            call(address, token, 409, "POST", "/api/v1/setup", "{\"client_id\": \"abcdefghij0123456789klmnopqrst\"}");
        }
        ConfigReader nowhere = new ConfigReader(Map.of("CHAMELEON_AUTH_URL", "http://127.0.0.1:1/oauth2"));
        try (Web web = Web.open(anywhere, empty.resolve("state"), empty.resolve("other.json"), nowhere)) {
            web.setUp(() -> {});
            String token = web.addressWithToken().reveal().replaceFirst(".*token=", "");
            call(web.address().toString(), token, 503, "POST", "/api/v1/setup", BODIES.get("setUp"));
        }
    }

    @Test
    @Order(14)
    void aDemoCanBeChattedIn() throws Exception {
        try (WebRig demo = WebRig.demo(Files.createDirectory(folder.resolve("demo")), List.of("frank"))) {
            demo.awaitAllLive();
            String token = demo.addressWithToken().replaceFirst(".*token=", "");
            call(demo.address(), token, 200, "GET", "/api/v1/demo", null);
            String said = "{\"account\": \"frank\", \"channel\": \"frank\", \"text\": \"hello\"}";
            call(demo.address(), token, 204, "POST", "/api/v1/demo/chat", said);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> demo.twitch()
                                    .colorChanges(demo.twitch().user("frank").orElseThrow())
                            == 1);
        }
    }

    @Test
    @Order(15)
    void healthAndFiguresAreForAllOnLoopbackAlone() throws Exception {
        Path state = Files.createDirectory(folder.resolve("elsewhere"));
        new AccessFile(state).setPassword(Secret.of("a long password"));
        WebConfig everywhere = WebConfig.USUAL.at(IpAddress.parse("0.0.0.0").orElseThrow(), 0);
        try (Web web = Web.open(everywhere, state, state.resolve("config.json"), new ConfigReader(Map.of()))) {
            web.setUp(() -> {});
            for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
                call(web.address().toString(), null, 401, "GET", path, null);
            }
        }
    }

    @Test
    @Order(16)
    void theHostIsStopped() throws IOException {
        call(202, "POST", "/api/v1/host/stop", null);
        await().atMost(Duration.ofSeconds(10)).until(rig::isStopAsked);
    }

    @Test
    @Order(17)
    void noSecretWasEverServed() {
        for (String login : List.of("alice", "bob", "erin")) {
            var user = rig.twitch().user(login).orElseThrow();
            assertThat(SERVED.toString())
                    .doesNotContain(user.accessToken())
                    .doesNotContain(user.refreshToken())
                    .doesNotContain(user.clientSecret())
                    .doesNotContain(operator)
                    .doesNotContain(viewer);
        }
        assertThat(SERVED.toString()).contains("\"login\":\"alice\"");
    }

    @Test
    @Order(18)
    void allThatIsDescribedWasSeen() {
        assertThat(CONTRACT.unseen()).isEmpty();
    }
}
