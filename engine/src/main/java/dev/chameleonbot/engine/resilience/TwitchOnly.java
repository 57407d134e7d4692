package dev.chameleonbot.engine.resilience;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;

/**
 * Lets only Twitch answer: an HTML page or a redirection becomes a {@link NotTwitchException}, here for all requests, so
 * that no caller takes a firewall's 403 for Twitch's, or a portal's 200 for a success.
 *
 * <p>A page with a status that says by itself that it may pass, as of a server of Twitch's that is overloaded, is let
 * through with its headers; {@link ErrorBody} tells it as a page.
 */
public final class TwitchOnly implements Interceptor {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    /** What such an answer calls itself does not count: a refusal leads to advice. */
    private static final int FIRST_ERROR = 400;
    /** The title of a page stands near its beginning. */
    private static final int BEGINNING = 16 * 1024;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        Optional<NotTwitchException> stranger = stranger(response);
        if (stranger.isPresent()) {
            response.close();
            throw stranger.get();
        }
        return response;
    }

    private static Optional<NotTwitchException> stranger(Response response) throws IOException {
        int status = response.code();
        if (response.isRedirect()) {
            return Optional.of(new NotTwitchException("a redirection (" + status + target(response) + ")"));
        }
        boolean isTakenAtItsWord = status < FIRST_ERROR && isNamed(response, "json");
        if (status == NO_CONTENT || status == SWITCHING_PROTOCOLS || isTakenAtItsWord || passesByItself(status)) {
            return Optional.empty();
        }
        String beginning = response.peekBody(BEGINNING).string();
        boolean page = ErrorBody.isPage(beginning) || (isNamed(response, "html") && !mayBeJson(beginning));
        return page
                ? Optional.of(new NotTwitchException(ErrorBody.page(Integer.toString(status), beginning)))
                : Optional.empty();
    }

    private static boolean passesByItself(int status) {
        return status >= FIRST_ERROR && RemoteException.kindOf(status) != ErrorKind.REMOTE_REJECTED;
    }

    private static boolean isNamed(Response response, String subtype) {
        MediaType type = response.body().contentType();
        return type != null && type.subtype().toLowerCase(Locale.ROOT).contains(subtype);
    }

    /** Some servers call anything they write HTML. */
    private static boolean mayBeJson(String beginning) {
        String text = beginning.strip();
        return text.isEmpty() || text.startsWith("{") || text.startsWith("[");
    }

    private static String target(Response response) {
        String location = response.header("Location");
        HttpUrl url = location == null ? null : response.request().url().resolve(location);
        return url == null ? "" : " to " + url.host();
    }
}
