package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.Secret;
import dev.chameleonbot.host.Counted;
import dev.chameleonbot.host.ProgramVersion;
import dev.chameleonbot.host.StopSignal;
import dev.chameleonbot.host.backup.Backup;
import dev.chameleonbot.host.backup.BackupException;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.logging.Logging;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup}: all data in one file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the configuration, the accounts, the state and your plugins to one file, also while a host runs.",
            "The configuration may hold secrets, so only you can read the file. The key of the state, and the files"
                    + " that client_secret_file names in the folder of the configuration, are in it only --with-key."
        },
        footer = {
            "",
            "Example: chameleon backup --with-key /mnt/backups/chameleon.zip",
            "'chameleon restore' puts it back. Exit codes: 0 written, 1 refused or failed, 2 wrong usage."
        })
final class BackupCommand implements Callable<Integer> {
    private final StopSignal stop;

    @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Mixin
    private final StateOption host = new StateOption();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration file (default: the one that is found; see 'chameleon paths').")
    private @Nullable Path config;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "The folder of your plugins, where the host was started with this option.")
    private @Nullable Path plugins;

    @Option(
            names = "--with-key",
            description = "Takes the key of the state and client secrets in files along, sealed with a passphrase.")
    private boolean withKey;

    @Mixin
    private final PassphraseOption passphrase = new PassphraseOption();

    @Option(
            names = "--move",
            description =
                    "Stops the host first, for good: what is restored elsewhere then is whole. Do not start it here"
                            + " again.")
    private boolean move;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    BackupCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.start(Level.WARN);
        DataFolders found = host.folders();
        DataFolders named = config == null ? found : found.withConfig(config);
        DataFolders folders = plugins == null ? named : named.withPlugins(plugins);
        PrintWriter out = spec.commandLine().getOut();
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) { // Before anything is asked for or stopped.
            throw failure(file + " exists already; name a file that does not");
        }
        Secret chosen = withKey ? passphrase.chosen() : null;
        if (move && new HostEnd(host, stop).await()) {
            say(out, "The host is stopped.");
        }
        try {
            Backup.Written written = new Backup(folders, System.getenv(), ProgramVersion.ofThisProgram())
                    .write(file, chosen, move, Instant.now());
            say(out, "Wrote " + file + ": " + Counted.of(written.files(), "file") + ".");
            if (written.hasState() && !withKey) {
                say(
                        out,
                        "The key of the state is not in it: keep "
                                + folders.state().path().resolve("key")
                                + " or CHAMELEON_KEY elsewhere, or use --with-key. Without the key each account has to"
                                + " log in anew.");
            }
            written.secretsLeftOut()
                    .forEach(left -> say(out, "Not in it is " + left + ", which client_secret_file names."));
            if (written.hasState()) {
                say(
                        out,
                        move
                                ? "Restore it elsewhere, and do not start Chameleon here again: two hosts would use up"
                                        + " each other's tokens."
                                : "A refresh token can be used once: what is renewed from now on is not in it. To move"
                                        + " to another machine use --move.");
            }
            return 0;
        } catch (BackupException e) {
            throw failure(e.getMessage());
        }
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private static CommandFailedException failure(String message) {
        return new CommandFailedException(CommandFailedException.PROBLEMS, message);
    }
}
