package dev.chameleonbot.host.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.PluginSettings;
import dev.chameleonbot.host.config.UnreadableConfigException;
import dev.chameleonbot.host.demo.dev.ChatLog;
import dev.chameleonbot.host.demo.dev.DevLoop;
import dev.chameleonbot.host.demo.dev.Typist;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.runtime.StartProgress;
import dev.chameleonbot.host.runtime.Strictness;
import dev.chameleonbot.host.temporary.TemporaryFolder;
import dev.chameleonbot.host.web.Web;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.UserOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The real host, from its configuration file to its plugin jar, against the simulator in the same process, over real
 * sockets.
 */
public final class Demo {
    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final Duration LAST_CHANGES = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(50);
    private final DemoPlan plan;
    private final StopSignal stop;
    private final Screen screen;
    private final Simulator twitch;

    private Demo(DemoPlan plan, StopSignal stop, Screen screen, Simulator twitch) {
        this.plan = plan;
        this.stop = stop;
        this.screen = screen;
        this.twitch = twitch;
    }

    /**
     * Runs a demo to its end. Blocks.
     *
     * @param plugins where the plugin jars are
     * @param screen where to show it
     * @param withWeb whether it has a page
     * @throws OperationException if the plugins cannot be loaded
     * @throws IOException if no port or no folder can be had for it
     */
    public static DemoReport run(DemoPlan plan, Path plugins, StopSignal stop, Screen screen, boolean withWeb)
            throws OperationException, IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create("chameleon-demo-");
                Simulator twitch = simulator(plan)) {
            HostConfig config = config(plan, PluginSettings.NONE, twitch, folder.path());
            Demo demo = new Demo(plan, stop, screen, twitch);
            try (BotHost host = BotHost.start(config, folders(folder, plugins), Strictness.LENIENT);
                    Web web = withWeb ? DemoWeb.open(plan, host, twitch, folder.path(), stop) : null) {
                demo.welcome(host, web);
                return demo.show(host);
            }
        }
    }

    /**
     * Runs a demo in which somebody writes a plugin: it is built and exchanged whenever its sources change, and what is
     * typed is said in the chat. Blocks until told to stop, or until the plan's time is over.
     *
     * @param plugins where the jars of the other plugins are; nothing is changed there
     * @param screen where to show it
     * @param withWeb whether it has a page
     * @throws OperationException if the other plugins cannot be loaded
     * @throws IOException if no port or no folder can be had for it
     */
    public static void develop(
            DemoPlan plan, Path plugins, Workshop workshop, StopSignal stop, Screen screen, boolean withWeb)
            throws OperationException, IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create("chameleon-demo-");
                Simulator twitch = simulator(plan)) {
            HostConfig config = config(plan, workshop.settings(), twitch, folder.path());
            Demo demo = new Demo(plan, stop, screen, twitch);
            try (BotHost host = BotHost.startBeforePlugin(config, folders(folder, plugins));
                    Web web = withWeb ? DemoWeb.open(plan, host, twitch, folder.path(), stop) : null) {
                demo.welcome(host, web);
                demo.work(host, workshop);
            }
        }
    }

    private static Simulator simulator(DemoPlan plan) throws IOException {
        return Simulator.builder().rateLimitPerMinute(plan.rateLimitPerMinute()).start();
    }

    /** All installations, values and switches belong to the demo alone. */
    private static BotHost.Folders folders(TemporaryFolder folder, Path plugins) {
        return new BotHost.Folders(
                folder.path().resolve("state"),
                new PluginPlaces(folder.path().resolve("plugins"), Optional.of(plugins)));
    }

    private void work(BotHost host, Workshop workshop) throws InterruptedException {
        awaitLive(host);
        String channel = plan.channelNames(0).getFirst();
        screen.line("What you type is said in #" + channel + " by " + Typist.VIEWER + "; by "
                + plan.accountNames().getFirst() + " itself if it begins with '"
                + plan.accountNames().getFirst() + ": '. Ctrl-C ends.");
        try (Background background = new Background()) {
            ChatLog log = new ChatLog(twitch);
            background.start("demo-chat", () -> {
                do {
                    log.news().forEach(screen::line);
                } while (!stop.await(LOOK));
            });
            DevLoop loop = new DevLoop(workshop.project(), host, screen::line);
            background.start("demo-builds", () -> loop.run(stop));
            new Typist(twitch, channel, screen::line).listen(workshop.typed());
            new Chatter(twitch, plan, said -> {}).chat(stop);
        }
    }

    private void welcome(BotHost host, @Nullable Web web) {
        screen.line("A simulated Twitch runs on 127.0.0.1:" + twitch.port() + "; the host runs "
                + String.join(", ", host.plugins()) + ".");
        if (web != null) {
            screen.line("Watch and control it in your browser: "
                    + web.addressWithToken().reveal());
        }
    }

    private DemoReport show(BotHost host) throws InterruptedException {
        awaitLive(host);
        int connected = StartProgress.of(host.accounts()).live();
        boolean cutShort = stop.asked();
        if (!cutShort) {
            try (ChangeTicker ticker = new ChangeTicker(twitch, screen, plan.isReadable())) {
                new Chatter(twitch, plan, ticker::said).chat(stop);
                twitch.await(() -> twitch.served().missing() == 0, LAST_CHANGES);
            }
        }
        int threads = ManagementFactory.getThreadMXBean().getPeakThreadCount();
        return DemoReport.of(plan, connected, twitch.served(), threads, cutShort);
    }

    private void awaitLive(BotHost host) throws InterruptedException {
        Deadline deadline = Deadline.in(LONGEST_START);
        String last = "";
        while (!deadline.hasPassed() && !stop.asked()) {
            String now = StartProgress.of(host.accounts()).toString();
            if (!now.equals(last)) {
                screen.line(now);
                last = now;
            }
            boolean ready = host.accounts().stream()
                    .allMatch(status ->
                            status.state() == AccountState.LIVE && status.channelsHeard() == status.channelsWanted());
            if (ready || stop.await(last.isEmpty() ? TICK : TICK.dividedBy(10))) {
                return;
            }
        }
    }

    private static HostConfig config(DemoPlan plan, PluginSettings plugins, Simulator twitch, Path folder)
            throws IOException {
        Path file = folder.resolve("config.json");
        ObjectNode root = Json.object();
        ArrayNode users = root.putArray("users");
        List<String> names = plan.accountNames();
        for (int account = 0; account < names.size(); account++) {
            List<String> channelNames = plan.channelNames(account);
            channelNames.forEach(twitch::addUser);
            // Every third one has no Prime, so that presets are seen too.
            boolean prime = account % 3 != 2;
            SimulatedUser user =
                    twitch.addUser(names.get(account), UserOptions.usual().withPrime(prime));
            ObjectNode entry = users.addObject()
                    .put("username", user.login())
                    .put("client_id", user.clientId())
                    .put("client_secret", user.clientSecret())
                    .put("is_prime_or_turbo", prime)
                    .put("enabled", true)
                    .put("access_token", user.accessToken())
                    .put("refresh_token", user.refreshToken());
            Json.put(entry, "channels", channelNames);
        }
        root.putObject("twitch")
                .put("eventsub_url", twitch.eventSubUrl().toString())
                .put("helix_url", twitch.helixUrl().toString())
                .put("auth_url", twitch.authUrl().toString());
        root.set("plugins", Json.PLAIN.valueToTree(plugins.ofAll()));
        OwnersFiles.write(file, Json.PLAIN.writeValueAsBytes(root));
        try {
            return new ConfigReader(Map.of())
                    .read(file)
                    .config()
                    .orElseThrow(() -> new IllegalStateException("The demo's own configuration is not accepted"));
        } catch (UnreadableConfigException e) {
            throw new IllegalStateException("The demo's own configuration cannot be read", e);
        }
    }
}
