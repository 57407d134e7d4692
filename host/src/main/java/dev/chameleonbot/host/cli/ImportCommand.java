package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.StoredAccounts;
import dev.chameleonbot.engine.TwitchTokens;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.host.accounts.OriginalFile;
import dev.chameleonbot.host.accounts.OriginalImport;
import dev.chameleonbot.host.config.AccountFiles;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.data.DataFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: the accounts of the Python original, with their tokens. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Takes the accounts of the Python original, with their tokens: each gets a file in the accounts folder"
                    + " next to the configuration, and its tokens go into the state. Says what was taken of each, what"
                    + " not, and why.",
            "The original's file is not changed, and accounts that are there already are left as they are. The"
                    + " original must not use these tokens again: a refresh token works only once."
        },
        exitCodeList = {"0:All accounts are taken.", "1:Not all of them, or none.", "2:Unreadable, or wrong usage."},
        footer = {"  chameleon import ~/twitch-colorchanger --dry-run", "  chameleon import twitch_colorchanger.conf"})
final class ImportCommand extends CliCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ORIGINAL", description = "The original's configuration file, or its folder.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path original;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration next to which the accounts go (default: what 'chameleon paths' shows).")
    private @Nullable Path config;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where tokens are kept (default: the one of the data; see 'chameleon paths').")
    private @Nullable Path state;

    @Option(names = "--dry-run", description = "Writes nothing, and says what would be done.")
    private boolean dryRun;

    @Option(names = "--offline", description = "Does not ask Twitch whose the tokens are; the next start does.")
    private boolean offline;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException, OperationException {
        DataFolders folders = dryRun ? folders() : DataOption.requireOwn(folders());
        OriginalFile file = read();
        Path configuration = folders.config().path();
        refuseItself(file.path(), configuration);
        refuseARunningHost(folders.state().path());
        ConfigReport there = existing(configuration);
        OriginalImport.Result result;
        try (TwitchTokens twitch = TwitchTokens.open(endpoints(there, file))) {
            OriginalImport wanted = new OriginalImport(
                    file, configuration, accounts(there, configuration), offline ? null : twitch::validate);
            result = run(wanted, folders.state().path());
        } catch (EngineStartException | StateException e) {
            throw new CommandFailedException(e.getMessage());
        } catch (IOException e) {
            throw new CommandFailedException("Nothing was imported: " + IoWords.of(e));
        }
        new ImportText(console(json), file, dryRun).show(result, json);
        return result.isWhole() && !result.accounts().isEmpty() ? 0 : ExitCode.PROBLEMS.code();
    }

    private DataFolders folders() {
        return data.folders().withConfig(config).withState(state);
    }

    private OriginalFile read() throws OperationException {
        OriginalFile file;
        try {
            file = OriginalFile.read(original, System.getenv());
        } catch (IOException e) {
            throw CommandFailedException.unreadable(IoWords.of(e));
        }
        if (file.report().config().isEmpty()) {
            ConfigInput.tell(file.report().errors(), err());
            throw CommandFailedException.unreadable(file.path() + " cannot be used as it is; nothing was imported");
        }
        return file;
    }

    private static void refuseItself(Path file, Path configuration) {
        try {
            if (Files.exists(configuration) && Files.isSameFile(file, configuration)) {
                throw CommandFailedException.unreadable(file
                        + " is the configuration of this host itself, and works as it is; to import it, name"
                        + " another folder of all data with --data");
            }
        } catch (IOException e) {
            throw CommandFailedException.unreadable(IoWords.of(e));
        }
    }

    private static void refuseARunningHost(Path state) {
        if (HostEnd.runs(state)) {
            throw new CommandFailedException("A host runs with the state directory " + state
                    + ", into which tokens would be put; stop it for the import, and start it afterwards");
        }
    }

    /** What is configured here; nothing where there is no configuration. */
    private static @Nullable ConfigReport existing(Path configuration) throws OperationException {
        if (!Files.exists(configuration)) {
            return null;
        }
        ConfigReport report = ConfigInput.read(configuration);
        if (report.config().isEmpty()) {
            throw new CommandFailedException(configuration
                    + " cannot be used as it is, so nothing was imported; 'chameleon check-config' says" + " why");
        }
        return report;
    }

    /** Those of the files count where there is no configuration, and where they cannot be used. */
    private static Map<String, String> accounts(@Nullable ConfigReport there, Path configuration) {
        Map<String, String> places = new LinkedHashMap<>();
        try {
            for (Path file : AccountFiles.beside(configuration).list()) {
                String name = String.valueOf(file.getFileName());
                places.put(name.substring(0, name.length() - ".json".length()), file.toString());
            }
        } catch (IOException e) {
            throw CommandFailedException.unreadable(
                    "The account files next to " + configuration + " cannot be read: " + IoWords.of(e));
        }
        if (there != null) {
            HostConfig usable = there.config().orElseThrow();
            usable.accountsByPath().forEach((place, account) -> places.put(account.login(), place));
            usable.leftOut().forEach(account -> account.login().ifPresent(login -> places.put(login, account.path())));
        }
        return places;
    }

    private static TwitchEndpoints endpoints(@Nullable ConfigReport there, OriginalFile file) {
        return Optional.ofNullable(there)
                .flatMap(ConfigReport::config)
                .or(() -> file.report().config())
                .map(HostConfig::endpoints)
                .orElse(TwitchEndpoints.TWITCH);
    }

    private OriginalImport.Result run(OriginalImport wanted, Path directory) throws IOException, InterruptedException {
        Instant now = Instant.now();
        if (dryRun) {
            return wanted.plan(now);
        }
        try (StoredAccounts records = StoredAccounts.open(directory)) {
            return wanted.run(now, records);
        }
    }
}
