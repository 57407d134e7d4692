package dev.chameleonbot.plugin.api;

import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;

/** Something about an operator's settings that does not fit their {@linkplain SettingsSchema schema}. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface SettingsProblem {

    /** Where, seen from the plugin's settings, such as {@code commands[1].cooldown}. */
    String path();

    /**
     * A value that cannot be used, or one that is missing: the behaviour cannot work with these settings.
     *
     * @param path where
     * @param message what is wrong and what is allowed, to be read after the path; quotes a text only if
     *     it is short, unless a plugin's own check does
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Unusable(String path, String message) implements SettingsProblem {
        /** Checks that nothing is missing. */
        public Unusable {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * A value that is used, and probably not meant as it is.
     *
     * @param path where
     * @param message what is odd about it, to be read after the path
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Doubtful(String path, String message) implements SettingsProblem {
        /** Checks that nothing is missing. */
        public Doubtful {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * A setting that the schema does not have: it has no effect.
     *
     * @param path where
     * @param name the name that was written
     * @param known the names that the schema has there
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Unknown(String path, String name, List<String> known) implements SettingsProblem {
        /** Copies the names. */
        public Unknown {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(name, "name");
            known = List.copyOf(known);
        }
    }
}
