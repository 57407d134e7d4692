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
 * One account as the operator has configured it; immutable, separate from everything that is learned at run time.
 *
 * @param login the account's name in lower case
 * @param clientId the id of the Twitch application that its tokens belong to; where it is empty, Twitch is asked
 * @param clientSecret that application's secret, empty for a public one
 * @param channels the names of the channels to listen in, lower case, without duplicates; at least one, unless it listens
 *     in those that it follows
 * @param followed whether to listen in the channels that the account follows at Twitch, too, as far as there is room
 * @param primeOrTurbo whether the account has Prime or Turbo
 * @param tokens the tokens that the configuration brings, if any
 * @param settings the settings of each plugin, by plugin id; values are {@code Boolean},
 *     {@code Long}, {@code String}, immutable {@code List}s of such, or immutable {@code Map}s of such by name
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

    /** Normalises names, copies collections and checks that what is needed is there. */
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
     * Normalises a channel's name as people write it.
     *
     * @param name such as {@code #SomeStreamer}, with however many {@code #}
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

    /** The same account, listening where another one does. */
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
     * Starts to describe an account.
     *
     * @param login the account's name
     * @param clientId the Twitch application's id
     * @return a builder without channels
     */
    public static Builder builder(String login, String clientId) {
        return builder(login).clientId(clientId);
    }

    /**
     * Starts to describe an account of which the application may be unknown: then it needs tokens.
     *
     * @param login the account's name
     * @return a builder without channels
     */
    public static Builder builder(String login) {
        return new Builder(login);
    }

    /** Collects what is known of an account; not thread-safe. */
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
         * Says whether to listen in the channels that the account follows, too.
         *
         * @param too whether to
         * @return this
         */
        public Builder followed(boolean too) {
            this.followed = too;
            return this;
        }

        /**
         * Says whether the account has Prime or Turbo.
         *
         * @param has whether it has
         * @return this
         */
        public Builder primeOrTurbo(boolean has) {
            this.primeOrTurbo = has;
            return this;
        }

        /**
         * Sets the tokens to begin with.
         *
         * @param configured what the configuration brings
         * @return this
         */
        public Builder tokens(ConfiguredTokens configured) {
            this.tokens = configured;
            return this;
        }

        /**
         * Sets one setting of a plugin.
         *
         * @param pluginId whose setting
         * @param key its name
         * @param value a {@code Boolean}, {@code Long}, {@code String}, {@code List} or {@code Map} of such
         * @return this
         */
        public Builder setting(String pluginId, String key, Object value) {
            settings.computeIfAbsent(pluginId, id -> new LinkedHashMap<>()).put(key, value);
            return this;
        }

        /** The account as described. */
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
