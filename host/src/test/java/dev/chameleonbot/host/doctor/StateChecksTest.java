package dev.chameleonbot.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.diagnosis.StateDiagnosis;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.Database;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.KeyState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key and the store, by what was seen of them. */
final class StateChecksTest {
    private static final Database WHOLE = new Database.Whole(5, 5, Optional.of(true));
    private static final KeyState IN_VARIABLE = new KeyState.Usable("CHAMELEON_KEY", false);

    @TempDir
    private Path folder;

    private static Source<Optional<StateDiagnosis>> state(KeyState key, Database database) {
        return () -> Optional.of(new StateDiagnosis(key, database, new TreeMap<>()));
    }

    private static Verdict key(KeyState key, Database database) throws Exception {
        return new KeyCheck(state(key, database)).run().getFirst().verdict();
    }

    private static Verdict store(Database database) throws Exception {
        return new StoreCheck(state(IN_VARIABLE, database)).run().getFirst().verdict();
    }

    @Test
    void takesAKeyThatFitsAndNoneWhereNothingIsStored() throws Exception {
        assertThat(key(IN_VARIABLE, WHOLE)).isEqualTo(new Verdict.Fine("CHAMELEON_KEY fits the state"));
        assertThat(key(new KeyState.Missing(folder.resolve("key")), new Database.Missing()))
                .isInstanceOf(Verdict.Fine.class);
        assertThat(new KeyCheck(Optional::empty).run().getFirst().verdict()).isInstanceOf(Verdict.Skipped.class);
    }

    @Test
    void findsAKeyThatIsMissingOrBrokenOrAnother() throws Exception {
        assertThat(key(new KeyState.Missing(folder.resolve("key")), new Database.Whole(5, 5, Optional.empty())))
                .isInstanceOf(Verdict.Problem.class);
        assertThat(key(new KeyState.Unusable("It holds 3 bytes."), WHOLE)).isInstanceOf(Verdict.Problem.class);
        assertThat(key(IN_VARIABLE, new Database.Whole(5, 5, Optional.of(false))))
                .isInstanceOfSatisfying(
                        Verdict.Problem.class,
                        problem -> assertThat(problem.sentence()).contains("CHAMELEON_KEY"));
    }

    @Test
    void findsAKeyFileThatOthersMayRead() throws Exception {
        assertThat(key(new KeyState.Usable("/some/key", true), WHOLE))
                .isInstanceOfSatisfying(
                        Verdict.Warning.class,
                        warning -> assertThat(warning.advice()).contains("chmod 600"));
    }

    @Test
    void saysWhatIsTheMatterWithTheStore() throws Exception {
        assertThat(store(WHOLE)).isInstanceOf(Verdict.Fine.class);
        assertThat(store(new Database.Missing())).isInstanceOf(Verdict.Fine.class);
        assertThat(store(new Database.Whole(4, 5, Optional.of(true))).sentence())
                .contains("the next start brings");
        assertThat(store(new Database.Whole(6, 5, Optional.empty())))
                .isInstanceOfSatisfying(
                        Verdict.Problem.class,
                        problem -> assertThat(problem.advice()).contains("newer Chameleon"));
        assertThat(store(new Database.Damaged(List.of("row 3 missing")))).isInstanceOf(Verdict.Problem.class);
        assertThat(store(new Database.Foreign())).isInstanceOf(Verdict.Problem.class);
        assertThat(store(new Database.Unreadable("no"))).isInstanceOf(Verdict.Problem.class);
    }
}
