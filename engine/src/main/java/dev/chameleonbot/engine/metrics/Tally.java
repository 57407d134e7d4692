package dev.chameleonbot.engine.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts things of a few kinds, from any thread, without a lock or memory.
 *
 * @param <K> the kinds
 */
public final class Tally<K> {
    private final Function<? super K, String> name;
    /** Of all kinds; only read after it was filled. */
    private final Map<K, LongAdder> counts;

    private Tally(Stream<K> kinds, Function<? super K, String> name) {
        this.name = name;
        this.counts = kinds.collect(Collectors.toMap(kind -> kind, kind -> new LongAdder()));
    }

    static <E extends Enum<E>> Tally<E> of(Class<E> kinds) {
        return new Tally<>(Arrays.stream(kinds.getEnumConstants()), Enum::toString);
    }

    static Tally<String> of(String... kinds) {
        return new Tally<>(Arrays.stream(kinds), kind -> kind);
    }

    /** Of results, each a record of this sealed interface: the records are the kinds. */
    public static Tally<Class<?>> ofResults(Class<?> sealed) {
        return new Tally<>(
                Arrays.stream(sealed.getPermittedSubclasses()),
                kind -> kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
    }

    /** Counts one of a kind. */
    public void count(K kind) {
        Objects.requireNonNull(counts.get(kind)).increment();
    }

    /** How many of each kind there were, by its name in lower case; those too that have not been there. */
    public SortedMap<String, Long> now() {
        SortedMap<String, Long> now = new TreeMap<>();
        counts.forEach((kind, count) -> now.put(name.apply(kind).toLowerCase(Locale.ROOT), count.sum()));
        return now;
    }
}
