package dev.chameleonbot.engine.helix;

import com.github.twitch4j.common.util.TypeConvert;
import com.github.twitch4j.helix.TwitchHelix;
import com.netflix.hystrix.HystrixCommand;
import com.netflix.hystrix.HystrixCommandGroupKey;
import com.netflix.hystrix.HystrixCommandKey;
import com.netflix.hystrix.HystrixCommandProperties;
import com.netflix.hystrix.HystrixCommandProperties.ExecutionIsolationStrategy;
import com.netflix.hystrix.exception.HystrixRuntimeException;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.RemoteException;
import feign.Feign;
import feign.Retryer;
import feign.Target;
import feign.codec.DecodeException;
import feign.hystrix.HystrixFeign;
import feign.hystrix.SetterFactory;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
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
    /** How many sorts of odd elements are told of; a server that invents new ones all the time fills no log. */
    private static final int MOST_ODDITIES = 100;

    private final Map<String, HelixAccount> accounts = new ConcurrentHashMap<>();
    private final TwitchHelix helix;
    private final HelixHttp http;
    /** What was odd about elements that were left out: each is told once. */
    private final Set<String> oddities = ConcurrentHashMap.newKeySet();

    /**
     * Builds the client.
     *
     * @param http the transport, with timeouts
     * @param base where Helix is
     * @param clock the wall clock
     */
    public HelixCalls(OkHttpClient http, URI base, InstantSource clock) {
        HelixSender sender = new HelixSender(http);
        this.http = new HelixHttp(sender, Objects.requireNonNull(HttpUrl.get(base)), clock);
        this.helix = HystrixFeign.builder()
                .setterFactory(new OnTheCallersThread())
                .client(new HelixTransport(sender, login -> Optional.ofNullable(accounts.get(login))))
                .encoder(new JacksonEncoder(TypeConvert.getObjectMapper()))
                .decoder(new JacksonDecoder(TypeConvert.getObjectMapper()))
                .errorDecoder(new HelixErrorDecoder(base.toString(), clock))
                .retryer(Retryer.NEVER_RETRY)
                .decodeVoid()
                .target(TwitchHelix.class, base.toString());
    }

    /**
     * Lets an account make calls.
     *
     * @param account the account
     */
    public void add(HelixAccount account) {
        accounts.put(account.login(), account);
    }

    /**
     * Ends that; nothing of the account remains here.
     *
     * @param account the account
     */
    public void remove(HelixAccount account) {
        accounts.remove(account.login(), account);
    }

    /** twitch4j's client for plugins: pass an account's login where it wants a token. */
    public TwitchHelix helix() {
        return helix;
    }

    /**
     * Makes a call through twitch4j. A 401 that a new token may cure leads to one refresh and one more try. Blocks.
     *
     * @param account in whose name
     * @param command the call; its token is {@link HelixAccount#login()}
     * @param <T> what it returns
     * @return the answer
     * @throws RemoteException if it does not succeed; also if the account's gate does not let it through. With status
     *     401 it means that no new token helps
     * @throws LoginNeededException if there is no access token any more, and none can be got
     */
    public <T> T call(HelixAccount account, Function<TwitchHelix, HystrixCommand<T>> command)
            throws LoginNeededException {
        return authorised(account, () -> once(command));
    }

    /**
     * Makes a call of the engine's own. A 401 that a new token may cure leads to one refresh and one more try. Blocks.
     *
     * @param account in whose name
     * @param request the call
     * @return the body of the answer
     * @throws RemoteException as {@link #call(HelixAccount, Function)}
     * @throws LoginNeededException if there is no access token any more, and none can be got
     */
    public byte[] call(HelixAccount account, HelixRequest request) throws LoginNeededException {
        if (!account.equals(accounts.get(account.login()))) {
            throw RemoteException.unanswered(
                    request.toString(), new InterruptedIOException(account + " is no running account"));
        }
        return authorised(account, () -> http.send(account, request));
    }

    /**
     * Asks for a list. What cannot be read of it is left out, and told once. Blocks.
     *
     * @param account in whose name
     * @param request the call
     * @param reader reads what is needed of an element
     * @param <T> what that is
     * @return the answer
     * @throws RemoteException as {@link #call(HelixAccount, Function)}; also if there is no list in the answer
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
        if (oddities.size() < MOST_ODDITIES && oddities.add(request + ": " + problem)) {
            log.warn(
                    "{}: an element of Twitch's answer is left out, as it has {}; others like it are not told of: {}",
                    request,
                    problem,
                    element);
        }
    }

    private static <T> T authorised(HelixAccount account, Supplier<T> call) throws LoginNeededException {
        Secret used = account.tokens().access();
        try {
            return call.get();
        } catch (RemoteException e) {
            if (e.status() != 401) {
                throw e;
            }
            var unused = account.tokens().cure(used, e);
        }
        return call.get();
    }

    private <T> T once(Function<TwitchHelix, HystrixCommand<T>> command) {
        try {
            return command.apply(helix).execute();
        } catch (HystrixRuntimeException e) {
            throw unwrapped(e);
        }
    }

    private static RuntimeException unwrapped(HystrixRuntimeException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RemoteException remote) {
                return remote;
            }
            if (cause instanceof DecodeException) {
                return RemoteException.unusable("calling Helix", "its form is not the documented one");
            }
            if (cause instanceof IOException io) {
                return RemoteException.unanswered("calling Helix", io);
            }
        }
        return e;
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
