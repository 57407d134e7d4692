package dev.chameleonbot.docs.cycle.below;

import dev.chameleonbot.docs.cycle.Above;

/** The other half. */
public final class Below {
    /** Uses the package above. */
    public Above above() {
        return new Above();
    }
}
