package dev.chameleonbot.plugin.api;

import java.util.Optional;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The operator's settings for one behaviour and account; read-only.
 *
 * <p>Not for implementation. If the behaviour {@linkplain ChatBehaviour#settings() declares} its settings, they are
 * checked before its session is opened, and {@link #get} always returns a value.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Settings {

    /**
     * The value of a declared setting.
     *
     * @param setting the setting
     * @param <T> its type
     * @return the operator's value, or the default
     * @throws IllegalArgumentException if the behaviour declares settings and this is not one of them; or if it
     *     declares none, and the value is missing or not allowed
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    <T> T get(Setting<T> setting);

    /**
     * The value of a switch.
     *
     * @param key the setting's name
     * @return its value or default, if there is one
     * @throws IllegalArgumentException if the value is not true or false; the message names the key
     */
    Optional<Boolean> flag(String key);

    /**
     * The value of a text.
     *
     * @param key the setting's name
     * @return its value or default, if there is one
     * @throws IllegalArgumentException if the value is not a text; the message names the key
     */
    Optional<String> text(String key);

    /**
     * The value of a whole number.
     *
     * @param key the setting's name
     * @return its value or default, if there is one
     * @throws IllegalArgumentException if the value is not a whole number; the message names the key
     */
    Optional<Long> number(String key);
}
