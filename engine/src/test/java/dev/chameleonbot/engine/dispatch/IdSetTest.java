package dev.chameleonbot.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IdSetTest {
    private static final int MANY = 20_000;

    private final IdSet ids = new IdSet();

    @Test
    void knowsWhatAnOrdinarySetKnows() {
        Random random = new Random(7);
        Set<String> model = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            String id = new UUID(random.nextInt(100), random.nextInt(100)).toString();

            assertThat(ids.contains(IdSet.key(id))).isEqualTo(model.contains(id));
            assertThat(ids.add(IdSet.key(id))).isEqualTo(model.add(id));
        }
        assertThat(ids.size()).isEqualTo(model.size());
    }

    @Test
    void tellsIdsApartThatDifferInOneBit() {
        List<String> alike = IntStream.range(0, 128)
                .mapToObj(bit -> new UUID(bit < 64 ? 1L << bit : 0, bit < 64 ? 0 : 1L << (bit - 64)).toString())
                .toList();

        assertThat(alike).allMatch(id -> ids.add(IdSet.key(id))).noneMatch(id -> ids.add(IdSet.key(id)));
    }

    @Test
    void takesIdsOfAnyForm() {
        List<String> forms = List.of(
                "",
                "a",
                "4711",
                "3fb6d62d-c9ae-44fd-a760-xfffffffffff",
                "3fb6d62d_c9ae_44fd_a760_ffffffffffff",
                "ü",
                new UUID(0, 0).toString());

        assertThat(forms).allMatch(id -> ids.add(IdSet.key(id))).allMatch(id -> ids.contains(IdSet.key(id)));
    }
}
