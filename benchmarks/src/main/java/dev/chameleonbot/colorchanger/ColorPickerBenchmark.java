package dev.chameleonbot.colorchanger;

import dev.chameleonbot.plugin.api.ChatColor;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Picking the next colour, where the last one is not to come again. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Thread)
public class ColorPickerBenchmark {
    private final ColorPicker picker = new ColorPicker(RandomGenerator.getDefault());
    private ChatColor last = ChatColor.Preset.BLUE;

    /** Any colour, for accounts that may have one. */
    @Benchmark
    public ChatColor anyColor() {
        last = picker.anyColor(Set.of(last.rgb()));
        return last;
    }

    /** One of Twitch's own colours. */
    @Benchmark
    public ChatColor preset() {
        last = picker.preset(Set.of(last.rgb()));
        return last;
    }
}
