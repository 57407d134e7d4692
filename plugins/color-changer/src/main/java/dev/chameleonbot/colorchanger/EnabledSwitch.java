package dev.chameleonbot.colorchanger;

import dev.chameleonbot.plugin.api.Memory;
import dev.chameleonbot.plugin.api.Settings;

/**
 * Whether to change colours: the last command in chat decides, until the operator changes the setting.
 *
 * <p>The switch is stored with the setting that it was based on. While the setting is unchanged, the switch wins, also
 * after a restart. Once the setting changes, the setting wins.
 */
final class EnabledSwitch {
    private static final String SWITCH = "enabled";
    private static final String BASED_ON = "enabled_setting";

    private final Memory memory;
    private boolean on;

    EnabledSwitch(Settings settings, Memory memory) {
        this.memory = memory;
        boolean configured = settings.get(ColorChanger.ENABLED);
        boolean unchanged = memory.get(BASED_ON)
                .map(Boolean::valueOf)
                .filter(basedOn -> basedOn == configured)
                .isPresent();
        if (unchanged) {
            on = memory.get(SWITCH).map(Boolean::valueOf).orElse(configured);
        } else {
            memory.put(BASED_ON, Boolean.toString(configured));
            set(configured);
        }
    }

    boolean isOn() {
        return on;
    }

    void set(boolean value) {
        on = value;
        memory.put(SWITCH, Boolean.toString(value));
    }
}
