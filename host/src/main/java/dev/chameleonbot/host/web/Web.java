package dev.chameleonbot.host.web;

import dev.chameleonbot.engine.Secret;
import dev.chameleonbot.host.config.WebConfig;
import dev.chameleonbot.host.control.HostOperations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The web of a program: it listens from its beginning, and serves a host from when there is one. */
public final class Web implements AutoCloseable {
    private final WebServer server;
    private final InstantSource clock;
    private @Nullable EventsApi events;

    private Web(WebServer server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
    }

    /**
     * Begins to listen.
     *
     * @param config where, and who is believed
     * @param state the state directory
     * @return the web, which serves the page and nothing else
     * @throws IOException if it cannot listen, or nobody could log in; the message is a sentence that says what to do
     */
    public static Web open(WebConfig config, Path state) throws IOException {
        InstantSource clock = InstantSource.system();
        return new Web(WebServer.open(config, state, clock), clock);
    }

    /**
     * Serves a host.
     *
     * @param operations what can be done with it
     * @param chat the chat of the demo, if it is one
     */
    public void run(HostOperations operations, Optional<DemoChat> chat) {
        Mode mode = chat.isPresent() ? Mode.DEMO : Mode.RUN;
        Map<String, Supplier<Object>> revisions = Map.of(
                "plugins",
                () -> List.of(operations.host().plugins(), operations.host().pluginFailures()));
        EventsApi told = new EventsApi(operations, mode, server, clock, revisions);
        events = told;
        List<Route> routes = new ArrayList<>();
        routes.addAll(new SessionApi(server.gate(), mode).routes());
        routes.addAll(new HostApi(operations, mode).routes());
        routes.addAll(new AccountsApi(operations).routes());
        routes.addAll(new PluginsApi(operations).routes());
        routes.addAll(told.routes());
        routes.addAll(new AuditApi(server.audit()).routes());
        routes.addAll(new DemoApi(chat).routes());
        routes.addAll(new HealthApi().routes());
        server.serve(routes);
    }

    /** The address without its token. */
    public URI address() {
        return server.address();
    }

    /** The address that logs in whoever opens it; a secret. */
    public Secret addressWithToken() {
        return server.addressWithToken();
    }

    /** Hangs up on all, and listens no longer. */
    @Override
    public void close() {
        if (events != null) {
            events.close();
        }
        server.close();
    }
}
