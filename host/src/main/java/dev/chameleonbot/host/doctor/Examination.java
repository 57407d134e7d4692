package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.TwitchTokens;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer;
import dev.chameleonbot.engine.diagnosis.EndpointProbe;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.host.accounts.TokenLookup;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.ControlClient;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.data.ProcessEnvironment;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.loading.LoadedBehaviour;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.host.plugins.operations.StoppedPlugins;
import dev.chameleonbot.host.process.DescriptorLimit;
import dev.chameleonbot.host.process.ProgramVersion;
import dev.chameleonbot.host.temporary.FolderProbe;
import dev.chameleonbot.host.temporary.TemporaryFolder;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks of this machine and these data, and what they share. What they have opened ends with it. */
public final class Examination implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Examination.class);
    private static final Duration CONTROL = Duration.ofSeconds(5);
    private static final Duration NAME = Duration.ofSeconds(10);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    /** For an attempt with a look-up that nobody can end. */
    private static final Duration ENDPOINT = Duration.ofSeconds(25);

    private final DataFolders folders;
    private final PluginPlaces plugins;
    private final Map<String, String> environment;
    private final ForwardProxy proxy = ForwardProxy.ofThisProcess();
    /** What has to be closed, the last first; guarded by itself. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private final Source<ConfigReport> config = Source.once(this::readConfig);
    private final Source<TwitchEndpoints> twitch = this::endpoints;
    private final Source<PluginHost> loaded = Source.once(this::load);
    private final Source<HostView> host;
    private final Source<Optional<StateDiagnosis>> state;
    private final Source<Map<Endpoint, EndpointAnswer>> answers = Source.once(this::tryEndpoints);

    /** How much is asked of Twitch. */
    public enum Reach {
        /** Everything. */
        ALL,
        /** Everything but tokens. */
        NO_TOKENS,
        /** Nothing. */
        OFFLINE
    }

    /**
     * Prepares the checks; nothing is checked yet.
     *
     * @param folders where the data are
     * @param plugins where the plugins are that a host would load
     */
    public Examination(DataFolders folders, PluginPlaces plugins, Map<String, String> environment) {
        this.folders = folders;
        this.plugins = plugins;
        this.environment = Map.copyOf(environment);
        Path directory = folders.state().path();
        this.host = Source.once(() -> HostView.of(
                () -> new ControlClient(directory).ask(ControlClient.request("status")),
                () -> StateDirectory.holder(directory),
                CONTROL));
        this.state = Source.once(this::diagnose);
    }

    /**
     * The checks, in the order in which they help most.
     *
     * @param screen where the findings are shown
     */
    public List<Check> checks(Reach reach, TerminalCheck.Screen screen, TokenCheck.Progress progress) {
        List<Check> all = new ArrayList<>(List.of(
                JavaCheck.ofThisProcess(ProcessEnvironment.programFolder()),
                new TerminalCheck(screen),
                new TemporaryFolderCheck(Path.of(System.getProperty("java.io.tmpdir"))),
                new ConfigCheck(folders.config().path(), config, loaded),
                new PluginCheck(() -> new StoppedPlugins(plugins).list(), loaded),
                new HostCheck(host, ProgramVersion.ofThisProgram()),
                new StateFolderCheck(
                        folders.state().path(),
                        folder -> Files.getFileStore(folder).getUsableSpace()),
                new KeyCheck(state),
                new StoreCheck(state),
                new DescriptorCheck(this::descriptors, config)));
        if (reach != Reach.OFFLINE) {
            all.add(new ProxyCheck(proxy, twitch));
            all.add(new NameCheck(twitch, InetAddress::getAllByName, proxy::nameFor, NAME, System::nanoTime));
            all.add(new EndpointCheck(twitch, answers));
            all.add(new ClockCheck(answers));
        }
        if (reach == Reach.ALL) {
            all.add(new TokenCheck(config, state, this::verdicts, this::tokens, this::reachesTokens, progress));
        }
        return all;
    }

    /** Without a configuration that can be used, the environment alone may name them. */
    private TwitchEndpoints endpoints() throws Exception {
        return ConfigCheck.usable(config)
                .map(HostConfig::endpoints)
                .orElseGet(new ConfigReader(environment)::endpoints);
    }

    /** In the state directory nothing is created but, for a moment, where nothing else will do, a folder. */
    private Optional<StateDiagnosis> diagnose() throws Exception {
        Path directory = folders.state().path();
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        List<String> logins = ConfigCheck.usable(config).map(HostConfig::accounts).orElse(List.of()).stream()
                .map(AccountConfig::login)
                .toList();
        Optional<String> key = Optional.ofNullable(environment.get(StateDirectory.KEY_VARIABLE));
        try (TemporaryFolder scratch = FolderProbe.executing(directory, "chameleon-doctor-")) {
            return Optional.of(StateDiagnosis.of(directory, key, logins, scratch.path()));
        }
    }

    private ConfigReport readConfig() throws Exception {
        return new ConfigReader(environment).read(folders.config().path());
    }

    private PluginHost load() throws OperationException {
        return closed(PluginHost.load(plugins));
    }

    private Map<Endpoint, EndpointAnswer> tryEndpoints() throws Exception {
        EndpointProbe probe = closed(new EndpointProbe(proxy, ATTEMPT, InstantSource.system()));
        return new EndpointSource(twitch, probe::ask, ENDPOINT).get();
    }

    /** That of the host, where it can be seen: a service has other limits than a shell. */
    private OptionalLong descriptors() throws Exception {
        OptionalLong pid = switch (host.get()) {
            case HostView.None none -> OptionalLong.empty();
            case HostView.Answering answering -> answering.pid();
            case HostView.Silent silent -> silent.pid();
        };
        OptionalLong ofHost = pid.isPresent() ? DescriptorLimit.of(pid.getAsLong()) : OptionalLong.empty();
        return ofHost.isPresent() ? ofHost : DescriptorLimit.ofThisProcess();
    }

    private boolean reachesTokens() throws Exception {
        return answers.get().get(Endpoint.AUTH) instanceof EndpointAnswer.Reached;
    }

    private TokenLookup tokens() throws Exception {
        return closed(TwitchTokens.open(twitch.get()))::validate;
    }

    private TokenVerdicts verdicts() throws Exception {
        Map<String, Set<String>> scopes = new HashMap<>();
        try {
            for (LoadedBehaviour behaviour : loaded.get().behaviours()) {
                scopes.computeIfAbsent(behaviour.pluginId(), id -> new HashSet<>())
                        .addAll(behaviour.scopes());
            }
        } catch (OperationException e) {
            log.debug("What plugins need of tokens is not known: {}", e.getMessage());
        }
        return new TokenVerdicts(scopes, !(host.get() instanceof HostView.None), InstantSource.system());
    }

    private <T extends AutoCloseable> T closed(T resource) {
        synchronized (opened) {
            opened.push(resource);
        }
        return resource;
    }

    @Override
    public void close() {
        synchronized (opened) {
            while (!opened.isEmpty()) {
                try {
                    opened.pop().close();
                } catch (Exception e) {
                    log.warn("A check did not end cleanly: {}", e.toString());
                }
            }
        }
    }
}
