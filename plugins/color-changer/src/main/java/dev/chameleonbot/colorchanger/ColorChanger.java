package dev.chameleonbot.colorchanger;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.pf4j.Extension;

/** Gives an account a new colour after each of its own messages. */
@Extension
public final class ColorChanger implements ChatBehaviour {
    static final Setting<Boolean> ENABLED = Setting.flag("enabled")
            .orElse(true)
            .describedAs("Whether to change colours, until the account says otherwise in chat");

    /** Each session gets its own generator, because generators are not thread-safe. */
    private final Supplier<? extends RandomGenerator> randoms;

    /** Creates the behaviour; called by pf4j. */
    public ColorChanger() {
        this(SplittableRandom::new);
    }

    ColorChanger(Supplier<? extends RandomGenerator> randoms) {
        this.randoms = randoms;
    }

    @Override
    public SettingsSchema settings() {
        return SettingsSchema.of(ENABLED);
    }

    @Override
    public BehaviourSession open(Bot bot) {
        return new ColorChangerSession(bot, new ColorPicker(randoms.get()));
    }
}
