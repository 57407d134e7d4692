package dev.chameleonbot.engine.helix;

import com.github.twitch4j.helix.TwitchHelix;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Helix, for every call but the colour's: the engine's own calls go straight over its client and are read one element at
 * a time; those of plugins go through twitch4j's {@code TwitchHelix}.
 * A call runs on the thread that makes it, which is a virtual one, and blocks it.
 */
public final class HelixCalls {
    private static final Logger log = LoggerFactory.getLogger(HelixCalls.class);
    private static final int UNAUTHORIZED = 401;
    private final Map<String, HelixAccount> accounts = new ConcurrentHashMap<>();
    private final HelixSender sender;
    private final HttpUrl base;
    /** Limits what is logged of elements that are left out. */
    private final LogLimit oddities;

    /**
     * Builds the client.
     *
     * @param http the transport, with timeouts
     */
    public HelixCalls(OkHttpClient http, URI base, Timers timers) {
        this.base = Objects.requireNonNull(HttpUrl.get(base));
        this.sender = new HelixSender(http, this.base);
        this.oddities = new LogLimit(timers);
    }

    /** Lets an account make calls. */
    public void add(HelixAccount account) {
        accounts.put(account.login(), account);
    }

    /** Ends that; nothing of the account remains here. */
    public void remove(HelixAccount account) {
        accounts.remove(account.login(), account);
    }

    /**
     * Builds twitch4j's client for plugins: pass an account's login where it wants a token. It reads the annotations of all its
     * methods and loads Feign, Hystrix and RxJava for that, so it is built for those only who use it.
     */
    public TwitchHelix helix() {
        return HelixTransport.client(sender, login -> Optional.ofNullable(accounts.get(login)), base);
    }

    /**
     * Makes a call of the engine's own. A 401 that a new token may cure leads to one refresh and one more try. Blocks.
     *
     * @throws RemoteException if it does not succeed; also if the account's gate does not let it through. With status
     *     401 it means that no new token helps
     * @throws LoginNeededException if there is no access token any more, and none can be got
     */
    public byte[] call(HelixAccount account, HelixRequest request) throws LoginNeededException {
        if (!account.equals(accounts.get(account.login()))) {
            throw RemoteException.unanswered(
                    request.toString(), new InterruptedIOException(account + " is no running account"));
        }
        Secret used = account.tokens().access();
        try {
            return send(account, request);
        } catch (RemoteException e) {
            if (e.status() != UNAUTHORIZED) {
                throw e;
            }
            var unused = account.tokens().cure(used, e);
        }
        return send(account, request);
    }

    private byte[] send(HelixAccount account, HelixRequest request) {
        return sender.send(account, request.toHttp(base), (answer, body) -> body);
    }

    /**
     * Asks for a list. What cannot be read of it is left out, and logged. Blocks.
     *
     * @throws RemoteException as {@link #call}; also if there is no list in the answer
     * @throws LoginNeededException if there is no access token any more, and none can be got
     */
    public <T> HelixPage<T> list(HelixAccount account, HelixRequest request, HelixElement.Reader<? extends T> reader)
            throws LoginNeededException {
        return HelixPage.read(
                request.toString(),
                call(account, request),
                reader,
                (element, problem) -> leftOut(request, element, problem));
    }

    private void leftOut(HelixRequest request, HelixElement element, String problem) {
        oddities.tell(
                request + ": " + problem,
                more -> log.warn(
                        "{}: an element of Twitch's answer is left out, because it has {}: {}{}",
                        request,
                        problem,
                        element,
                        more));
    }
}
