package dev.chameleonbot.engine.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operator's configuration of one account. Immutable, and separate from everything that is learned at run time.
 *
 * @param login the account's name in lower case
 * @param clientId the id of the Twitch application of its tokens; if empty, the engine asks Twitch
 * @param clientSecret that application's secret, empty for a public one
 * @param channels the names of the channels to listen in, lower case, without duplicates; at least one, unless
 *     {@code followed}
 * @param followed whether to listen also in the channels that the account follows at Twitch, as far as they fit
 * @param primeOrTurbo whether the account has Prime or Turbo
 * @param tokens the configured tokens, if any
 * @param settings the settings of each plugin, by plugin id; values are {@code Boolean}, {@code Long}, {@code String},
 *     immutable {@code List}s of such, or immutable {@code Map}s of such by name
 */
public record AccountConfig(
        String login,
        Optional<String> clientId,
        Optional<Secret> clientSecret,
        List<String> channels,
        boolean followed,
        boolean primeOrTurbo,
        Optional<ConfiguredTokens> tokens,
        Map<String, Map<String, Object>> settings) {
    private static final Pattern LEADING_HASHES = Pattern.compile("^[#\\s]+");

    /** Normalises names, copies collections and checks that nothing is missing. */
    public AccountConfig {
        login = requireText(login, "login").toLowerCase(Locale.ROOT);
        clientId = clientId.map(id -> requireText(id, "clientId"));
        Objects.requireNonNull(clientSecret, "clientSecret");
        channels = channels.stream().map(AccountConfig::channelName).distinct().toList();
        if (channels.isEmpty() && !followed) {
            throw new IllegalArgumentException(login + ": no channels");
        }
        Objects.requireNonNull(tokens, "tokens");
        Map<String, Map<String, Object>> copy = new LinkedHashMap<>();
        settings.forEach((plugin, values) -> copy.put(plugin, Map.copyOf(values)));
        settings = Map.copyOf(copy);
    }

    /**
     * Normalises a channel's name.
     *
     * @param name such as {@code #SomeStreamer}, with any number of {@code #}
     * @return such as {@code somestreamer}
     */
    public static String channelName(String name) {
        return LEADING_HASHES.matcher(name.strip()).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    /**
     * The same account with other channels.
     *
     * @param others the channels
     */
    public AccountConfig withChannels(List<String> others) {
        return new AccountConfig(login, clientId, clientSecret, others, followed, primeOrTurbo, tokens, settings);
    }

    /** The same account, with the channels of another one. */
    public AccountConfig listeningLike(AccountConfig other) {
        return new AccountConfig(
                login, clientId, clientSecret, other.channels, other.followed, primeOrTurbo, tokens, settings);
    }

    private static String requireText(String value, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " is blank");
        }
        return value.strip();
    }

    /**
     * Starts building an account.
     *
     * @param login the account's name
     * @param clientId the Twitch application's id
     * @return a builder without channels
     */
    public static Builder builder(String login, String clientId) {
        return builder(login).clientId(clientId);
    }

    /**
     * Starts building an account whose application may be unknown; then it needs tokens.
     *
     * @param login the account's name
     * @return a builder without channels
     */
    public static Builder builder(String login) {
        return new Builder(login);
    }

    /** Builds the configuration of an account. Not thread-safe. */
    public static final class Builder {
        private final String login;
        private final Map<String, Map<String, Object>> settings = new LinkedHashMap<>();
        private List<String> channels = List.of();
        private boolean followed;
        private boolean primeOrTurbo;
        private @Nullable String clientId;
        private @Nullable Secret clientSecret;
        private @Nullable ConfiguredTokens tokens;

        private Builder(String login) {
            this.login = login;
        }

        /**
         * Sets the application.
         *
         * @param id as given by Twitch
         * @return this
         */
        public Builder clientId(String id) {
            this.clientId = id;
            return this;
        }

        /**
         * Sets the application's secret.
         *
         * @param secret as given by Twitch
         * @return this
         */
        public Builder clientSecret(Secret secret) {
            this.clientSecret = secret;
            return this;
        }

        /**
         * Sets the channels to listen in.
         *
         * @param names channel names, as people write them
         * @return this
         */
        public Builder channels(List<String> names) {
            this.channels = List.copyOf(names);
            return this;
        }

        /**
         * Sets whether to listen also in the channels that the account follows.
         *
         * @param too whether to do so
         * @return this
         */
        public Builder followed(boolean too) {
            this.followed = too;
            return this;
        }

        /**
         * Sets whether the account has Prime or Turbo.
         *
         * @param has whether it has
         * @return this
         */
        public Builder primeOrTurbo(boolean has) {
            this.primeOrTurbo = has;
            return this;
        }

        /**
         * Sets the initial tokens.
         *
         * @param configured the configured tokens
         * @return this
         */
        public Builder tokens(ConfiguredTokens configured) {
            this.tokens = configured;
            return this;
        }

        /**
         * Sets one setting of a plugin.
         *
         * @param pluginId the plugin
         * @param key its name
         * @param value a {@code Boolean}, {@code Long}, {@code String}, {@code List} or {@code Map} of such
         * @return this
         */
        public Builder setting(String pluginId, String key, Object value) {
            settings.computeIfAbsent(pluginId, id -> new LinkedHashMap<>()).put(key, value);
            return this;
        }

        /** Builds the configuration. */
        public AccountConfig build() {
            return new AccountConfig(
                    login,
                    Optional.ofNullable(clientId),
                    Optional.ofNullable(clientSecret),
                    channels,
                    followed,
                    primeOrTurbo,
                    Optional.ofNullable(tokens),
                    settings);
        }
    }
}
