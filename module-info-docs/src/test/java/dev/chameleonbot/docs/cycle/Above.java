package dev.chameleonbot.docs.cycle;

import dev.chameleonbot.docs.cycle.below.Below;

/** Half of a cycle that {@link dev.chameleonbot.docs.ArchitectureTest} has to find. */
public final class Above {
    /** Uses the package below. */
    public Below below() {
        return new Below();
    }
}
