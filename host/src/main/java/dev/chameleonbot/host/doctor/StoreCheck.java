package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.diagnosis.StateDiagnosis;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.Database;
import java.util.List;
import java.util.Optional;

/**
 * The file of all that is kept: whether it is whole, and known to this program.
 *
 * @param state how it is; empty where there is none
 */
public record StoreCheck(Source<Optional<StateDiagnosis>> state) implements Check {
    @Override
    public String topic() {
        return "store";
    }

    @Override
    public List<Finding> run() throws Exception {
        return List.of(state.get()
                .map(found -> finding(found.database()))
                .orElseGet(() -> Finding.skipped("There is no state yet")));
    }

    private static Finding finding(Database database) {
        return switch (database) {
            case Database.Missing missing -> Finding.fine("Nothing is stored yet");
            case Database.Unreadable(String problem) ->
                Finding.problem(
                        problem,
                        "Run 'chameleon doctor' as the user that runs the host; if that is so, look at the disk.");
            case Database.Damaged(List<String> findings) ->
                Finding.problem(
                                "The state is damaged: " + String.join("; ", findings),
                                "Stop the host, keep a copy of the folder, and put a backup in place. Without one,"
                                        + " start the host: it moves the damaged file aside and begins a new one, and"
                                        + " accounts have to log in again.")
                        .with("integrity", String.join("; ", findings));
            case Database.Foreign foreign ->
                Finding.problem(
                        "state.db is another program's SQLite file", "Name another state directory with --state.");
            case Database.Whole(int version, int known, Optional<Boolean> fits) ->
                whole(version, known).with("schema_version", version).with("known_schema_version", known);
        };
    }

    private static Finding whole(int version, int known) {
        if (version > known) {
            return Finding.problem(
                    "The state is of schema version " + version + ", and this Chameleon knows versions up to " + known,
                    "Start the newer Chameleon that wrote it, or put a backup in place that is older than the update.");
        }
        return Finding.fine(
                version < known
                        ? "The state is whole, of schema version " + version + "; the next start brings it to " + known
                        : "The state is whole, of schema version " + version);
    }
}
