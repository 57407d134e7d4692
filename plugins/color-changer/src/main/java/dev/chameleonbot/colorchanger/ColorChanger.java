package dev.chameleonbot.colorchanger;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.random.RandomGenerator;
import org.pf4j.Extension;

/** Gives an account a new colour after each message that the account itself writes. */
@Extension
public final class ColorChanger implements ChatBehaviour {
    private final RandomGenerator random;

    /** Creates the behaviour as pf4j does it. */
    public ColorChanger() {
        this(RandomGenerator.of("L64X128MixRandom"));
    }

    ColorChanger(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public BehaviourSession open(Bot bot) {
        return new ColorChangerSession(bot, new ColorPicker(random));
    }
}
