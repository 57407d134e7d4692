package dev.chameleonbot.engine.helix;

import com.github.twitch4j.common.util.TypeConvert;
import com.github.twitch4j.helix.TwitchHelix;
import com.netflix.hystrix.HystrixCommand;
import com.netflix.hystrix.HystrixCommandGroupKey;
import com.netflix.hystrix.HystrixCommandKey;
import com.netflix.hystrix.HystrixCommandProperties;
import com.netflix.hystrix.HystrixCommandProperties.ExecutionIsolationStrategy;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import feign.Feign;
import feign.Retryer;
import feign.Target;
import feign.hystrix.HystrixFeign;
import feign.hystrix.SetterFactory;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.io.InterruptedIOException;
import java.lang.reflect.Method;
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
 *
 * <p>That is built without twitch4j's builder: no pool of ten threads, no hop over the common pool, no breaker that all accounts
 * share. A call runs on the thread that makes it, which is a virtual one, and blocks it.
 */
public final class HelixCalls {
    private static final Logger log = LoggerFactory.getLogger(HelixCalls.class);
    private static final int UNAUTHORIZED = 401;
    private final Map<String, HelixAccount> accounts = new ConcurrentHashMap<>();
    private final TwitchHelix helix;
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
        this.helix = HystrixFeign.builder()
                .setterFactory(new OnTheCallersThread())
                .client(new HelixTransport(sender, login -> Optional.ofNullable(accounts.get(login))))
                .encoder(new JacksonEncoder(TypeConvert.getObjectMapper()))
                .decoder(new JacksonDecoder(TypeConvert.getObjectMapper()))
                .retryer(Retryer.NEVER_RETRY)
                .decodeVoid()
                .target(TwitchHelix.class, base.toString());
    }

    /** Lets an account make calls. */
    public void add(HelixAccount account) {
        accounts.put(account.login(), account);
    }

    /** Ends that; nothing of the account remains here. */
    public void remove(HelixAccount account) {
        accounts.remove(account.login(), account);
    }

    /** twitch4j's client for plugins: pass an account's login where it wants a token. */
    public TwitchHelix helix() {
        return helix;
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

    /**
     * Hystrix as a plain call: no thread, no timeout (the transport has them), no breaker, no fallback. Its figures of each
     * command cannot be turned off; with an hour between two of them they wake nobody up twice a second.
     */
    private static final class OnTheCallersThread implements SetterFactory {
        private static final int NO_LIMIT = 100_000;
        private static final int HOUR_MILLIS = 3_600_000;

        @Override
        public HystrixCommand.Setter create(Target<?> target, Method method) {
            return HystrixCommand.Setter.withGroupKey(HystrixCommandGroupKey.Factory.asKey("helix"))
                    .andCommandKey(HystrixCommandKey.Factory.asKey(Feign.configKey(target.type(), method)))
                    .andCommandPropertiesDefaults(HystrixCommandProperties.Setter()
                            .withExecutionIsolationStrategy(ExecutionIsolationStrategy.SEMAPHORE)
                            .withExecutionIsolationSemaphoreMaxConcurrentRequests(NO_LIMIT)
                            .withCircuitBreakerEnabled(false)
                            .withExecutionTimeoutEnabled(false)
                            .withRequestCacheEnabled(false)
                            .withRequestLogEnabled(false)
                            .withMetricsRollingStatisticalWindowInMilliseconds(HOUR_MILLIS)
                            .withMetricsRollingStatisticalWindowBuckets(1)
                            .withMetricsHealthSnapshotIntervalInMilliseconds(HOUR_MILLIS)
                            .withFallbackEnabled(false));
        }
    }
}
