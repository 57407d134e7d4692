package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A12 what answers in Twitch's place")
final class TwitchOnlyTest {
    private static final String PAGE =
            "<!DOCTYPE html><html><head><meta charset=utf-8><TITLE lang=en>\n Access\tdenied \u202e </TITLE></head>";

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 400, 401, 403, 404, 407})
    void isNoAnswerWhateverItsStatus(int status) {
        assertThatThrownBy(() -> ask(status, "text/html; charset=utf-8", PAGE))
                .isInstanceOf(NotTwitchException.class)
                .hasMessage("an HTML page (" + status
                        + ", \"Access denied\") in place of Twitch's answer: something between"
                        + " this machine and Twitch answers; check firewall, proxy or captive portal");
    }

    @ParameterizedTest
    @CsvSource({
        "'', <html>, an HTML page (403) in",
        "text/plain, '\ufeff \n<?xml version=\"1.0\"?><Error/>', an HTML page (403) in",
        "text/html, Blocked by policy, an HTML page (403) in",
        "application/xhtml+xml, <title/>, an HTML page (403) in",
        "application/json, <html>, an HTML page (403) in",
        "application/problem+json; charset=utf-8, <html>, an HTML page (403) in",
    })
    void isKnownByWhatItIs(String type, String body, String words) {
        assertThatThrownBy(() -> ask(403, type, body)).hasMessageContaining(words);
    }

    @Test
    void isQuotedNoLongerThanALogLine() {
        assertThatThrownBy(() -> ask(403, "text/html", "<title>" + "long ".repeat(10_000)))
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void mayBeARedirection() {
        assertThatThrownBy(() -> ask(302, "application/json", ""))
                .hasMessageStartingWith("a redirection (302 to portal.example) in place of Twitch's answer");
    }

    @ParameterizedTest
    @CsvSource({
        "200, application/json, {}",
        "204, '', ''",
        "403, application/json; charset=utf-8, {}",
        "403, '', ''",
        "401, text/html, {}",
        "403, text/html, ''",
        "404, text/plain, 404 page not found",
        "503, text/html, <html>",
        "429, text/html, <html>",
    })
    void isNotSeenInWhatTwitchSaysOrAServerOfItsThatIsAway(int status, String type, String body) throws IOException {
        assertThat(ask(status, type, body)).isEqualTo(body);
    }

    private static String ask(int status, String type, String body) throws IOException {
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(new TwitchOnly())
                .addInterceptor(chain -> new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(status)
                        .message("")
                        .header("Location", "https://portal.example/login?for=you")
                        .body(ResponseBody.create(body, MediaType.parse(type)))
                        .build())
                .build();
        Request request =
                new Request.Builder().url("http://127.0.0.1/helix/users").build();
        try (Response response = http.newCall(request).execute()) {
            return response.body().string();
        }
    }
}
