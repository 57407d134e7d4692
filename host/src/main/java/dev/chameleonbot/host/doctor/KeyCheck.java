package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.diagnosis.StateDiagnosis;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.Database;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.KeyState;
import dev.chameleonbot.engine.state.StateDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The key that seals the tokens, and whether it is the one that they were sealed with.
 *
 * @param state how it is; empty where there is none
 */
public record KeyCheck(Source<Optional<StateDiagnosis>> state) implements Check {
    @Override
    public String topic() {
        return "key";
    }

    @Override
    public List<Finding> run() throws Exception {
        return List.of(state.get()
                .map(KeyCheck::finding)
                .orElseGet(() -> Finding.skipped("There is no state yet; the first start makes a key")));
    }

    private static Finding finding(StateDiagnosis state) {
        return switch (state.key()) {
            case KeyState.Missing(Path file)
            when state.database() instanceof Database.Missing ->
                Finding.fine("There is no key yet; the first start makes " + file);
            case KeyState.Missing(Path file) ->
                Finding.problem(
                        StateDirectory.KEY_VARIABLE + " is not set and " + file
                                + " is missing, but the state was sealed with a key",
                        "Restore that key; without it, move state.db away and log the accounts in again.");
            case KeyState.Unusable(String problem) ->
                Finding.problem(withoutPoint(problem), "Put the right key there; a backup of it may be elsewhere.");
            case KeyState.Usable(String where, boolean isOpen) -> usable(where, isOpen, state.database());
        };
    }

    private static Finding usable(String where, boolean isOpen, Database database) {
        if (database instanceof Database.Whole(int version, int known, Optional<Boolean> fits) && !fits.orElse(true)) {
            return Finding.problem(
                    "The key of " + where + " is not the one that the state was sealed with",
                    "Restore that one (CHAMELEON_KEY overrides the key file), or move state.db away and log the"
                            + " accounts in again.");
        }
        boolean isFile = !where.equals(StateDirectory.KEY_VARIABLE);
        if (isOpen) {
            return Finding.warning(where + " can be read or written by others", "Run: chmod 600 '" + where + "'");
        }
        boolean isProved =
                database instanceof Database.Whole whole && whole.fitsKey().orElse(false);
        return Finding.fine(where + (isProved ? " fits the state" : " holds a key"))
                .with("source", isFile ? "file" : "environment");
    }

    private static String withoutPoint(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
