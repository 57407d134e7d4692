package dev.chameleonbot.engine.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Tells what a proxy is at fault for as the proxy's: OkHttp's words name none, or an address that nobody knows it by. */
final class ProxyFaults implements Interceptor {
    private static final String CONNECT_ANSWERED = "Unexpected response code for CONNECT: ";
    /** How the JDK begins what a SOCKS proxy has said, as opposed to what became of the way to it. */
    private static final String SOCKS_SAID = "SOCKS: ";

    private final ForwardProxy proxy;

    ProxyFaults(ForwardProxy proxy) {
        this.proxy = proxy;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (IOException e) {
            Optional<String> name = proxy.nameFor(chain.request().url().uri());
            throw name.flatMap(it -> inWords(it, e))
                    .<IOException>map(it -> blamed(it, e))
                    .orElse(e);
        }
    }

    /** Not as its cause: that of the way to Twitch is looked for among causes. */
    private static ProxyException blamed(String words, IOException thrown) {
        ProxyException blamed = new ProxyException(words);
        blamed.addSuppressed(thrown);
        return blamed;
    }

    /** Empty where it is not known to be the proxy's fault. Who uses a proxy connects to nobody else. */
    static Optional<String> inWords(String proxy, IOException thrown) {
        String message = String.valueOf(thrown.getMessage());
        if (message.startsWith(CONNECT_ANSWERED)) {
            return Optional.of(proxy + " answered " + message.substring(CONNECT_ANSWERED.length()) + " to CONNECT");
        }
        return switch (thrown) {
            case UnknownHostException e -> Optional.of("the name of " + proxy + " cannot be resolved (DNS)");
            case SocketTimeoutException e
            when message.toLowerCase(Locale.ROOT).contains("connect") ->
                Optional.of("the connection to " + proxy + " could not be made in time");
            case SocketException e
            when message.startsWith(SOCKS_SAID) ->
                Optional.of(proxy + " did not connect (" + message.substring(SOCKS_SAID.length()) + ")");
            case SocketException e when reason(e).contains("refused") -> Optional.of(proxy + " refused the connection");
            case ConnectException e -> Optional.of("no connection to " + proxy + " (" + reason(e) + ")");
            case NoRouteToHostException e -> Optional.of("no connection to " + proxy + " (" + reason(e) + ")");
            default -> Optional.empty();
        };
    }

    /** Under OkHttp's "Failed to connect to". */
    private static String reason(IOException thrown) {
        Throwable cause = thrown.getCause();
        return String.valueOf((cause == null ? thrown : cause).getMessage());
    }
}
