package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Registration;
import java.util.function.LongSupplier;
import org.apiguardian.api.API;

/** What the sessions of all accounts of a host share: what it offers them, and what they have said. For several threads. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class HostPlatform {
    private final LongSupplier nanos;
    private final ServiceRegistry services = new ServiceRegistry();
    private final Echoes echoes;

    /**
     * Creates a host's share.
     *
     * @param nanos the monotonic clock
     */
    public HostPlatform(LongSupplier nanos) {
        this.nanos = nanos;
        this.echoes = new Echoes(nanos);
    }

    /**
     * Offers a service to the sessions of all accounts.
     *
     * @param type what it is found by
     * @param service the service
     * @param <S> its type
     * @return withdraws it
     */
    public <S> Registration publish(Class<S> type, S service) {
        return services.publish(type, service);
    }

    /** Prepares what the sessions of one more account share. */
    public AccountPlatform account() {
        return account(() -> {});
    }

    /**
     * Prepares what the sessions of one more account share.
     *
     * @param onInterest run when a session begins or ends to listen to events of streams, on any thread; must not block.
     *     Which those are tells {@link AccountPlatform#isAwaited}
     * @return what they share
     */
    public AccountPlatform account(Runnable onInterest) {
        return new AccountPlatform(services.forAccount(), echoes, nanos, onInterest);
    }
}
