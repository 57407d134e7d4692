package dev.chameleonbot.plugin.api;

import java.util.Optional;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the operator has configured for one behaviour and account; read only.
 *
 * <p>Not for implementation. Where the behaviour {@linkplain ChatBehaviour#settings() declares} its settings, they have been
 * checked before its session is opened, and {@link #get} always has an answer.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Settings {

    /**
     * A declared setting.
     *
     * @param setting the setting
     * @param <T> its type
     * @return what the operator has set, or what it is unless set
     * @throws IllegalArgumentException if the behaviour declares settings and this is none of them; or if it declares
     *     none, and the value is missing or not allowed
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    <T> T get(Setting<T> setting);

    /**
     * A switch.
     *
     * @param key the setting's name
     * @return its value, if it is set or has one unless set
     * @throws IllegalArgumentException if the value is not true or false; the message names the key
     */
    Optional<Boolean> flag(String key);

    /**
     * A text.
     *
     * @param key the setting's name
     * @return its value, if it is set or has one unless set
     * @throws IllegalArgumentException if the value is not a text; the message names the key
     */
    Optional<String> text(String key);

    /**
     * A whole number.
     *
     * @param key the setting's name
     * @return its value, if it is set or has one unless set
     * @throws IllegalArgumentException if the value is not a whole number; the message names the key
     */
    Optional<Long> number(String key);
}
