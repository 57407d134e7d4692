package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.host.backup.Restore;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.logging.Logging;
import dev.chameleonbot.host.text.Counted;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restore}: puts a backup in place. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Puts what 'chameleon backup' has written in place, here or on another machine. All of it is checked before"
                    + " anything is touched, and no host may run with these data."
        },
        exitCodeList = {"0:Restored.", "1:Refused or failed; nothing was changed.", "2:Wrong usage."},
        footer = {"  chameleon restore chameleon.zip", "  chameleon restore --data /srv/chameleon chameleon.zip"})
final class RestoreCommand extends CliCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The backup.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Mixin
    private final StateOption host = new StateOption();

    @Option(names = "--force", description = "Sets aside what is there, in folders that are named; deletes nothing.")
    private boolean force;

    @Option(names = "--without-key", description = "Leaves the key out that is in the backup.")
    private boolean withoutKey;

    @Mixin
    private final PassphraseOption passphrase = new PassphraseOption();

    @Option(names = "--json", description = "Prints as JSON what was restored.")
    private boolean json;

    @Override
    public Integer call() throws OperationException {
        Logging.start(Level.WARN);
        DataFolders folders = DataOption.requireOwn(host.folders());
        try (Restore restore = Restore.open(file)) {
            Secret known = restore.hasSecrets() && !withoutKey ? passphrase.known() : null;
            tell(restore.run(folders, System.getenv(), known, force, Instant.now()), folders);
            return 0;
        }
    }

    private void tell(Restore.Restored restored, DataFolders folders) {
        Console console = console(json);
        console.remark("Restored " + Counted.of(restored.files(), "file") + " of "
                + restored.created().truncatedTo(ChronoUnit.SECONDS)
                + ": the configuration is " + folders.config().path() + ", the state in "
                + folders.state().path() + ".");
        restored.aside().forEach(folder -> console.remark("What was there is in " + folder + "."));
        Path key = folders.state().path().resolve(StateDirectory.KEY_FILE);
        switch (restored.key()) {
            case MISSING ->
                console.remark("The key of the state is missing: put the one that belongs to it to " + key
                        + ", or set " + StateDirectory.KEY_VARIABLE + ", before you start. If it is lost, remove "
                        + key.resolveSibling(StateDirectory.DATABASE) + ": then each account needs a new login.");
            case RESTORED -> console.remark("The key of the state was restored to " + key + ".");
            case THERE -> console.remark("The key that is there is the one of the state.");
            case NOT_NEEDED -> {}
        }
        if (json) {
            ObjectNode answer = Json.object()
                    .put("files", restored.files())
                    .put("created", restored.created().toString())
                    .put("key", Json.word(restored.key()))
                    .put("moved", restored.moved());
            restored.aside().forEach(folder -> answer.withArray("aside").add(folder.toString()));
            console.show(answer);
        }
        if (restored.key() != Restore.Key.NOT_NEEDED && !restored.moved()) {
            console.remark(
                    "A refresh token can be used once. The stored ones are tried; an account whose token was renewed"
                            + " after "
                            + restored.created().truncatedTo(ChronoUnit.SECONDS)
                            + " is then shown by 'chameleon status' as one that needs a login.");
        }
    }
}
