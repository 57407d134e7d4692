package dev.chameleonbot.host.web;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.host.accounts.AccountResult;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.WebConfig;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.logging.LogTail;
import dev.chameleonbot.host.plugins.operations.PluginUploads;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.setup.AccountEnrolments;
import dev.chameleonbot.host.setup.ConfiguredApplication;
import dev.chameleonbot.host.setup.DeviceLogins;
import dev.chameleonbot.host.setup.FirstSetup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The web of a program: it listens from its beginning, leads to the first configuration where there is none, and serves a
 * host from when there is one. Of the thread that runs the program, but for what requests do.
 */
public final class Web implements AutoCloseable {
    private final WebServer server;
    private final WebConfig config;
    private final Path configuration;
    private final ConfigReader reader;
    private final InstantSource clock = InstantSource.system();
    private final LogTail tail = LogTail.start();
    private final Deque<Runnable> endings = new ArrayDeque<>();

    private Web(WebServer server, WebConfig config, Path configuration, ConfigReader reader) {
        this.server = server;
        this.config = config;
        this.configuration = configuration;
        this.reader = reader;
    }

    /**
     * Begins to listen.
     *
     * @param config where, and who is believed
     * @param configuration the host's configuration, whether it exists or not
     * @return the web, which serves the page and nothing else
     * @throws IOException if it cannot listen, or nobody could log in; the message is a sentence that says what to do
     */
    public static Web open(WebConfig config, Path state, Path configuration, ConfigReader reader) throws IOException {
        return new Web(WebServer.open(config, state, InstantSource.system()), config, configuration, reader);
    }

    /**
     * Leads to the first configuration.
     *
     * @param whenDone called when it is written; must not block
     */
    public void setUp(Runnable whenDone) {
        FirstSetup setup = new FirstSetup(configuration, DeviceLogins.at(this::endpoints));
        List<Route> routes = new ArrayList<>(common(Mode.SETUP));
        routes.addAll(new SetupApi(setup, whenDone).routes());
        routes.addAll(new LogApi(tail).routes());
        routes.addAll(new HealthApi(Optional.empty(), config.readyShare()).routes());
        server.handler().serve(routes, false);
    }

    private TwitchEndpoints endpoints() {
        return new ConfiguredApplication(configuration, reader).endpoints();
    }

    private List<Route> common(Mode mode) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new SessionApi(server.gate(), mode).routes());
        routes.addAll(new AuditApi(server.audit()).routes());
        return routes;
    }

    /**
     * Serves a host.
     *
     * @param chat the chat of the demo, if it is one
     */
    public void run(HostOperations operations, Optional<DemoChat> chat) {
        BotHost host = operations.host();
        Mode mode = chat.isPresent() ? Mode.DEMO : Mode.RUN;
        ConfiguredApplication application = new ConfiguredApplication(configuration, reader);
        DeviceLogins twitch = DeviceLogins.at(application::endpoints);
        AccountEnrolments enrolments =
                new AccountEnrolments(application, twitch, host::scopes, recorded(operations), clock);
        endings.push(enrolments::close);
        PluginUploads uploads = new PluginUploads(host.administration(), clock);
        endings.push(uploads::close);
        LoginsApi logins = new LoginsApi(operations, enrolments);
        AlertsApi alerts = new AlertsApi(operations);
        LogApi log = new LogApi(tail);
        Map<String, Supplier<Object>> revisions = Map.of(
                "plugins", () -> List.of(host.plugins(), host.pluginFailures()),
                "logins", logins::revision,
                "alerts", alerts::revision);
        EventsApi events = new EventsApi(operations, mode, server, clock, log, revisions);
        endings.push(events::close);
        History history = new History(operations, point -> events.tell("point", point));
        long step = History.STEP.toMillis();
        var unused = server.timer().scheduleAtFixedRate(history::take, 0, step, TimeUnit.MILLISECONDS);
        List<Route> routes = common(mode);
        routes.addAll(new HostApi(operations, mode).routes());
        routes.addAll(new AccountsApi(operations).routes());
        routes.addAll(new SettingsApi(operations).routes());
        routes.addAll(logins.routes());
        routes.addAll(new PluginsApi(operations).routes());
        routes.addAll(new UploadsApi(uploads).routes());
        routes.addAll(events.routes());
        routes.addAll(log.routes());
        routes.addAll(alerts.routes());
        routes.addAll(history.routes());
        routes.addAll(new DemoApi(chat).routes());
        routes.addAll(new SetupApi(new FirstSetup(configuration, twitch), () -> {}).routes());
        routes.addAll(new HealthApi(Optional.of(host), config.readyShare()).routes());
        server.handler().serve(routes, true);
    }

    /** Who agrees at Twitch changes something here, too. */
    private AccountEnrolments.Adoption recorded(HostOperations operations) {
        return (element, account) -> {
            boolean done = false;
            String detail = "it broke off";
            try {
                AccountResult result = operations.accounts().adopt(element, account);
                done = result.done();
                detail = result.message();
                return result;
            } catch (OperationException e) {
                detail = e.getMessage();
                throw e;
            } finally {
                server.audit().record(account.login(), "Twitch", "login", done, detail);
            }
        };
    }

    /** The address without its token. */
    public URI address() {
        return server.address();
    }

    /** The address that logs in anyone who opens it; a secret. */
    public Secret addressWithToken() {
        return server.addressWithToken();
    }

    /** Whether nobody but this machine's own users can reach it. */
    public boolean isLocal() {
        return config.isLocal();
    }

    /** What is served, for those who compare it with its description. */
    List<Route> served() {
        return server.handler().served();
    }

    /** Hangs up on all, and listens no longer; a second call does nothing. */
    @Override
    public void close() {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
        server.close();
        tail.close();
    }
}
