package dev.chameleonbot.plugin.api;

import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;

/** A problem with an operator's settings, found by their {@linkplain SettingsSchema schema}. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface SettingsProblem {

    /** Where it is, relative to the plugin's settings, such as {@code commands[1].cooldown}. */
    String path();

    /**
     * A value that is invalid or missing: the behaviour cannot work with these settings.
     *
     * @param path where it is
     * @param message what is wrong and what is allowed, as a continuation of the path; quotes only short texts, unless
     *     a plugin's own check quotes more
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
     * A value that is valid but probably a mistake; it is used.
     *
     * @param path where it is
     * @param message what is suspicious, as a continuation of the path
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
     * A setting that the schema does not declare; it has no effect.
     *
     * @param path where it is
     * @param name the unknown name
     * @param known the names that the schema declares there
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
