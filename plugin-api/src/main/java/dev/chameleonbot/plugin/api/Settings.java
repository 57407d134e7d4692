package dev.chameleonbot.plugin.api;

import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What the operator has configured for one behaviour and account; read only.
 *
 * <p>Not for implementation. Each getter answers empty where nothing is set.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Settings {

    /**
     * A switch.
     *
     * @param key the setting's name
     * @return its value, if set
     * @throws IllegalArgumentException if the value is not true or false; the message names the key
     */
    Optional<Boolean> flag(String key);

    /**
     * A text.
     *
     * @param key the setting's name
     * @return its value, if set
     * @throws IllegalArgumentException if the value is not a text; the message names the key
     */
    Optional<String> text(String key);

    /**
     * A whole number.
     *
     * @param key the setting's name
     * @return its value, if set
     * @throws IllegalArgumentException if the value is not a whole number; the message names the key
     */
    Optional<Long> number(String key);
}
