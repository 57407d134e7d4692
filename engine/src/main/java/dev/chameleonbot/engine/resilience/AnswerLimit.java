package dev.chameleonbot.engine.resilience;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * Ends the reading of an answer that is longer than any of Twitch's: it becomes a {@link NotTwitchException}. Within the time
 * that a call may take, an answer without an end would fill the memory.
 */
public final class AnswerLimit implements Interceptor {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final long KB = 1024;
    /** An error, a token, or a code. */
    private static final long SHORT = 64 * KB;

    /** For answers that may be lists: at most 2 MB; errors have at most 64 KB. */
    public static final AnswerLimit LISTS = new AnswerLimit(2048 * KB);
    /** For answers that are short: at most 64 KB. */
    public static final AnswerLimit SHORT_ANSWERS = new AnswerLimit(SHORT);

    private final long success;

    private AnswerLimit(long success) {
        this.success = success;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.code() == SWITCHING_PROTOCOLS) {
            return response;
        }
        ResponseBody body = response.body();
        Source limited = new Limited(body.source(), response.isSuccessful() ? success : SHORT);
        return response.newBuilder()
                .body(ResponseBody.create(Okio.buffer(limited), body.contentType(), body.contentLength()))
                .build();
    }

    /** For one thread, as any source. */
    private static final class Limited extends ForwardingSource {
        private final long most;
        private long read;

        Limited(Source source, long most) {
            super(source);
            this.most = most;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long count = super.read(sink, byteCount);
            read += Math.max(0, count);
            if (read > most) {
                throw new NotTwitchException("an answer of more than " + most / KB + " KB");
            }
            return count;
        }
    }
}
