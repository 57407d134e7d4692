package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerLimitTest {
    private static final long KB = 1024;

    @ParameterizedTest
    @CsvSource({"200, 2048", "403, 64", "503, 64"})
    void anAnswerWithoutAnEndIsNoneOfTwitchsAndReadNoFurther(int status, long most) {
        Endless body = new Endless(Long.MAX_VALUE);

        assertThatThrownBy(() -> ask(AnswerLimit.LISTS, status, body))
                .isInstanceOf(NotTwitchException.class)
                .hasMessageStartingWith("an answer of more than " + most + " KB in place of Twitch's answer");
        assertThat(body.read).isLessThan((most + 16) * KB);
    }

    @Test
    void aShortAnswerMayBeNoListEither() throws IOException {
        assertThatThrownBy(() -> ask(AnswerLimit.SHORT_ANSWERS, 200, new Endless(65 * KB)))
                .hasMessageContaining("64 KB");
        assertThat(ask(AnswerLimit.SHORT_ANSWERS, 200, new Endless(64 * KB))).hasSize((int) (64 * KB));
    }

    private static byte[] ask(AnswerLimit limit, int status, Source body) throws IOException {
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(new TwitchOnly())
                .addInterceptor(limit)
                .addInterceptor(chain -> new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(status)
                        .message("")
                        .body(ResponseBody.create(Okio.buffer(body), null, -1))
                        .build())
                .build();
        Request request =
                new Request.Builder().url("http://127.0.0.1/helix/users").build();
        try (Response response = http.newCall(request).execute()) {
            return response.body().bytes();
        }
    }

    /** Comes as long as it is read, up to a length. */
    private static final class Endless implements Source {
        private final long length;
        private long read;

        Endless(long length) {
            this.length = length;
        }

        @Override
        public long read(Buffer sink, long byteCount) {
            long count = Math.min(byteCount, Math.min(KB, length - read));
            if (count <= 0) {
                return -1;
            }
            sink.write(new byte[(int) count]);
            read += count;
            return count;
        }

        @Override
        public Timeout timeout() {
            return Timeout.NONE;
        }

        @Override
        public void close() {}
    }
}
