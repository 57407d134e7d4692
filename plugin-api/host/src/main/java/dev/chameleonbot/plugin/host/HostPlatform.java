package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Registration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apiguardian.api.API;

/** What the sessions of all accounts of a host share: the host's services and their recent messages. Thread-safe. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class HostPlatform {
    private final LongSupplier nanos;
    private final ServiceRegistry services = new ServiceRegistry();
    private final Echoes echoes;

    /**
     * Creates the platform of a host.
     *
     * @param nanos the monotonic clock
     */
    public HostPlatform(LongSupplier nanos) {
        this.nanos = nanos;
        this.echoes = new Echoes(nanos);
    }

    /**
     * Publishes a service to the sessions of all accounts.
     *
     * @param type the type to find it by
     * @param service the service
     * @param <S> its type
     * @return withdraws it when closed
     */
    public <S> Registration publish(Class<S> type, S service) {
        return services.publish(type, service);
    }

    /**
     * Publishes a service that is made when a session first asks for it, once.
     *
     * @param type the type to find it by
     * @param factory makes it, on the thread of whoever asks first; must not call the platform
     * @param <S> its type
     * @return withdraws it when closed
     */
    public <S> Registration publishOnDemand(Class<S> type, Supplier<? extends S> factory) {
        return services.publishOnDemand(type, factory);
    }

    /** Creates the platform of one more account. */
    public AccountPlatform account() {
        return account(() -> {});
    }

    /**
     * Creates the platform of one more account.
     *
     * @param onInterest runs on any thread when a session starts or stops listening to stream events; must not block.
     *     {@link AccountPlatform#isAwaited} tells which ones
     * @return the account's platform
     */
    public AccountPlatform account(Runnable onInterest) {
        return new AccountPlatform(services.forAccount(), echoes, nanos, onInterest);
    }
}
