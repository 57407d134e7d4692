package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.ControlClient;
import dev.chameleonbot.host.control.PluginCommands;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.plugins.files.ChangeLock;
import dev.chameleonbot.host.plugins.files.PluginDownload;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginSource;
import dev.chameleonbot.host.plugins.files.ReceivedJar;
import dev.chameleonbot.host.plugins.operations.StoppedPlugins;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code plugins}: what an operator does with plugins, in a running host or, where none runs, in its folder. */
@Command(
        name = "plugins",
        mixinStandardHelpOptions = true,
        description = {
            "Lists, installs, updates and ends plugins, in the running host without a restart.",
            "Where no host runs with the state directory, the files of the plugins folder are changed.",
            "A plugin is code that the host trusts: it is not confined."
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeList = {"0:Done.", "1:Refused.", "2:Wrong usage."},
        footer = {
            "  chameleon plugins list",
            "  chameleon plugins install my-plugin.jar",
            "  chameleon plugins disable announcer --account alice",
            "  chameleon plugins COMMAND --help"
        })
final class PluginsCommand extends CommandGroup {
    private static final String FOR_ONE = "Only for this account of the running host; the others are not touched.";
    private static final String SHA256 = "The SHA-256 that the file has to have; needed for what comes from the web.";

    /** What changes nothing. */
    private static final Set<String> READING = Set.of("list", "info");

    @Mixin
    private final StateOption host = new StateOption();

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The only plugins folder, if no host runs (default: that of the program and that of the data;"
                    + " see 'chameleon paths').")
    private @Nullable Path folder;

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the plugins and whether they run.",
            footer = {"  chameleon plugins list", "  chameleon plugins list --json | jq -r '.plugins[].id'"})
    int list() throws OperationException {
        JsonNode plugins = ask("list", "");
        if (json) {
            return print(plugins);
        }
        new PluginScreen(console()).list(plugins);
        return 0;
    }

    @Command(
            name = "info",
            mixinStandardHelpOptions = true,
            description = "Shows one plugin: its file, its hash, its module, and what can be set for it.",
            footer = {"  chameleon plugins info announcer"})
    int info(@Parameters(paramLabel = "ID") String id) throws OperationException {
        JsonNode plugin = ask("info", id).path(0);
        if (json) {
            console().show(plugin);
        } else {
            new PluginScreen(console()).show(plugin);
        }
        return 0;
    }

    @Command(
            name = "install",
            mixinStandardHelpOptions = true,
            description = "Puts a jar into the folder and runs it.",
            footer = {
                "  chameleon plugins install my-plugin.jar",
                "  chameleon plugins install https://example.org/a.jar --sha256 0123..."
            })
    int install(
            @Parameters(paramLabel = "JAR|URL", description = "A file, or an https:// address.") String jar,
            @Option(names = "--sha256", paramLabel = "HASH", description = SHA256) @Nullable String sha256)
            throws OperationException {
        return done("installed", bring("install", jar, sha256));
    }

    @Command(
            name = "update",
            mixinStandardHelpOptions = true,
            description = "Runs another version of a plugin; if it cannot be used, the one before runs on.",
            footer = {"  chameleon plugins update my-plugin-1.1.jar"})
    int update(
            @Parameters(paramLabel = "JAR|URL", description = "A file, or an https:// address.") String jar,
            @Option(names = "--sha256", paramLabel = "HASH", description = SHA256) @Nullable String sha256)
            throws OperationException {
        return done("updated", bring("update", jar, sha256));
    }

    /** From the web only with a hash that the operator has from elsewhere: the server may have been taken over. */
    private JsonNode bring(String action, String jar, @Nullable String sha256) throws OperationException {
        Optional<URI> address = PluginDownload.address(jar);
        if (address.isEmpty()) {
            return ask(action, absolute(Path.of(jar)), sha256);
        }
        if (sha256 == null) {
            throw wrongUsage("A plugin from an https address needs --sha256 with the hash that its author publishes");
        }
        return download(address.get(), action, PluginSource.hash(sha256));
    }

    private JsonNode download(URI address, String action, String sha256) throws OperationException {
        console().remark("Downloading " + address.getHost() + address.getPath() + " ...");
        try (ReceivedJar download = PluginDownload.of(address)) {
            return ask(action, absolute(download.path()), sha256);
        }
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = {
                "Runs the version that was there before the last update; that of the program if no other is kept."
            },
            footer = {"  chameleon plugins rollback my-plugin"})
    int rollback(@Parameters(paramLabel = "ID") String id) throws OperationException {
        return done("rolled back", ask("rollback", id));
    }

    @Command(
            name = "reload",
            mixinStandardHelpOptions = true,
            description = "Loads a plugin again from its file.",
            footer = {"  chameleon plugins reload my-plugin"})
    int reload(@Parameters(paramLabel = "ID") String id) throws OperationException {
        return done("reloaded", ask("reload", id));
    }

    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description = "Runs a plugin that was disabled, or comes with the program and is off at first.",
            footer = {
                "  chameleon plugins enable custom-commands",
                "  chameleon plugins enable announcer --account alice"
            })
    int enable(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--account", paramLabel = "LOGIN", description = FOR_ONE) @Nullable String account)
            throws OperationException {
        return done("enabled" + forOne(account), askFor(account, "enable", id));
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Ends a plugin, and leaves it ended after a restart too.",
            footer = {"  chameleon plugins disable announcer", "  chameleon plugins disable announcer --account alice"})
    int disable(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--account", paramLabel = "LOGIN", description = FOR_ONE) @Nullable String account)
            throws OperationException {
        return done("disabled" + forOne(account), askFor(account, "disable", id));
    }

    private static String forOne(@Nullable String account) {
        return account == null ? "" : " for " + account;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Compares the plugins with plugins.lock, which pins the SHA-256 of each; exit code 1 if one differs.",
                "Without that file, every content is loaded. Those that come with the program are not pinned."
            },
            exitCodeList = {"0:They are as pinned.", "1:One differs, or is not pinned.", "2:Wrong usage."},
            footer = {
                "  chameleon plugins verify --pin",
                "  chameleon plugins verify --quiet || echo 'A plugin has changed'"
            })
    int verify(
            @Option(names = "--pin", description = "Pins all plugins as they are now; from then on others are refused.")
                    boolean pin)
            throws OperationException {
        JsonNode plugins = ask(pin ? "pin" : "list", "");
        if (json) {
            print(plugins);
        } else {
            new PluginScreen(console()).hashes(plugins);
        }
        for (JsonNode plugin : plugins) {
            String found = plugin.path("pin").asText();
            if (found.equals("changed") || found.equals("unknown")) {
                return 1;
            }
        }
        return 0;
    }

    @Command(
            name = "uninstall",
            mixinStandardHelpOptions = true,
            description = {"Ends a plugin and removes its file; if it replaced one of the program, that runs again."},
            footer = {"  chameleon plugins uninstall my-plugin"})
    int uninstall(@Parameters(paramLabel = "ID") String id) throws OperationException {
        return done("uninstalled", ask("uninstall", id));
    }

    private JsonNode ask(String action, String target) throws OperationException {
        return ask(action, target, null);
    }

    private JsonNode ask(String action, String target, @Nullable String sha256) throws OperationException {
        ObjectNode request = request(action, target);
        if (sha256 != null) {
            request.put("sha256", sha256);
        }
        return ask(request);
    }

    private JsonNode askFor(@Nullable String account, String action, String target) throws OperationException {
        ObjectNode request = request(action, target);
        if (account != null) {
            request.put("account", account.toLowerCase(Locale.ROOT));
        }
        return ask(request);
    }

    private static ObjectNode request(String action, String target) {
        return ControlClient.request("plugins").put("action", action).put("target", target);
    }

    private JsonNode ask(ObjectNode request) throws OperationException {
        Optional<JsonNode> answer = host.askIfRunning(request);
        if (answer.isPresent()) {
            return answer.get();
        }
        if (READING.contains(request.path("action").asText())) {
            return askFolder(request);
        }
        if (folder == null) {
            var unused = DataOption.requireOwn(host.folders());
        } else if (!Files.isDirectory(folder)) {
            return askFolder(request); // That says so.
        }
        Path changed = places().installed();
        try (ChangeLock held = ChangeLock.toChange(changed)) {
            Objects.requireNonNull(held);
            Optional<JsonNode> startedSince = host.askIfRunning(request);
            return startedSince.isPresent() ? startedSince.get() : askFolder(request);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "The plugins folder " + changed + " cannot be changed: " + IoWords.ofCreating(e));
        }
    }

    private JsonNode askFolder(ObjectNode request) throws OperationException {
        return new PluginCommands(new StoppedPlugins(places())).handle(request);
    }

    private PluginPlaces places() {
        if (folder != null) {
            return PluginPlaces.only(folder);
        }
        DataFolders data = host.folders();
        return new PluginPlaces(data.plugins().path(), data.bundled());
    }

    private int done(String what, JsonNode plugins) {
        JsonNode plugin = plugins.path(0);
        if (json) {
            console().show(plugin);
        } else {
            console()
                    .remark(plugin.path("id").asText() + " "
                            + plugin.path("version").asText() + " " + what + ".");
        }
        return 0;
    }

    /** Several plugins, as one object: more may follow. */
    private int print(JsonNode plugins) {
        console().show(JsonNodeFactory.instance.objectNode().set("plugins", plugins));
        return 0;
    }

    private static String absolute(Path jar) {
        return jar.toAbsolutePath().normalize().toString();
    }
}
