package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.host.backup.Backup;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.logging.Logging;
import dev.chameleonbot.host.process.ProgramVersion;
import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.host.text.Counted;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup}: all data in one file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the configuration, the accounts, the state and your plugins to one file, also while a host runs.",
            "The configuration may hold secrets, so only you can read the file. The key of the state, and the files"
                    + " that client_secret_file names in the folder of the configuration, are in it only --with-key.",
            "'chameleon restore' puts it back."
        },
        exitCodeList = {"0:Written.", "1:Refused or failed.", "2:Wrong usage."},
        footer = {"  chameleon backup chameleon.zip", "  chameleon backup --with-key --move /mnt/backups/chameleon.zip"
        })
final class BackupCommand extends CliCommand implements Callable<Integer> {
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
            description = "The folder of your plugins, if the host was started with this option.")
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

    @Option(names = "--json", description = "Prints as JSON what was written.")
    private boolean json;

    BackupCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException, OperationException {
        Logging.start(Level.WARN);
        DataFolders folders = host.folders().withConfig(config).withPlugins(plugins);
        if (move) {
            var unused = DataOption.requireOwn(folders);
        }
        Console console = console(json);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) { // Before anything is asked for or stopped.
            throw new CommandFailedException(file + " exists already; name a file that does not");
        }
        Secret chosen = withKey ? passphrase.chosen() : null;
        HostEnd end = new HostEnd(host, stop);
        if (move && end.await()) {
            console.remark("The host is stopped.");
        }
        // Held to the end: what a host renewed meanwhile would be missing in what is moved.
        Optional<StateDirectory> held = move ? end.hold() : Optional.empty();
        try {
            Backup.Written written = new Backup(folders, System.getenv(), ProgramVersion.ofThisProgram())
                    .write(file, chosen, move, Instant.now());
            tell(written, folders, console);
            if (json) {
                console.show(json(written));
            }
            return 0;
        } finally {
            held.ifPresent(StateDirectory::close);
        }
    }

    private void tell(Backup.Written written, DataFolders folders, Console console) {
        console.remark("Wrote " + file + ": " + Counted.of(written.files(), "file") + ".");
        if (written.hasState() && !withKey) {
            console.remark("The key of the state is not in it: keep "
                    + folders.state().path().resolve(StateDirectory.KEY_FILE)
                    + " or " + StateDirectory.KEY_VARIABLE
                    + " elsewhere, or use --with-key. Without the key each account needs a new login.");
        }
        written.secretsLeftOut()
                .forEach(left -> console.remark("Not in it is " + left + ", which client_secret_file names."));
        if (written.hasState()) {
            console.remark(
                    move
                            ? "Restore it elsewhere, and do not start Chameleon here again: two hosts would use up"
                                    + " each other's tokens."
                            : "A refresh token can be used once: what is renewed from now on is not in it. To move to"
                                    + " another machine use --move.");
        }
    }

    private JsonNode json(Backup.Written written) {
        ObjectNode answer = Json.object().put("file", file.toString());
        answer.put("files", written.files())
                .put("has_state", written.hasState())
                .put("has_key", withKey)
                .put("moved", move);
        written.secretsLeftOut()
                .forEach(left -> answer.withArray("secrets_left_out").add(left.toString()));
        return answer;
    }
}
