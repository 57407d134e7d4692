package dev.chameleonbot.engine;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs one bot for each account and hands its chat to the behaviours.
 *
 * <p>Build it, {@link #start()} it once, {@link #close()} it once. All methods may be called from any thread.
 */
public final class Engine implements AutoCloseable {
    private final Builder settings;

    private Engine(Builder settings) {
        this.settings = settings;
    }

    /** Starts to describe an engine. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens the state directory and begins to start the accounts; returns at once, without waiting for any of them.
     * An account that cannot start says so in its status and holds up no other.
     *
     * @throws EngineStartException if the state directory cannot be used; nothing is left running
     */
    public void start() {
        Objects.requireNonNull(settings.stateDirectory, "stateDirectory");
    }

    /** How each account stands, in the order of the configuration. */
    public List<AccountStatus> accounts() {
        return List.of();
    }

    /**
     * Stops gracefully: takes in no more messages, finishes what is under way within a few seconds, stores what was
     * learned, and logs by name what did not end. Closing twice does nothing.
     */
    @Override
    public void close() {}

    /** Collects what an engine needs; not thread-safe. */
    @SuppressWarnings("UnusedVariable")
    public static final class Builder {
        private final List<AccountConfig> accounts = new ArrayList<>();
        private TwitchEndpoints endpoints = TwitchEndpoints.TWITCH;
        private Duration stopDeadline = Duration.ofSeconds(4);
        private @Nullable Path stateDirectory;

        private Builder() {}

        /**
         * Sets where Twitch is found.
         *
         * @param where the endpoints; Twitch itself unless set
         * @return this
         */
        public Builder endpoints(TwitchEndpoints where) {
            this.endpoints = where;
            return this;
        }

        /**
         * Adds accounts.
         *
         * @param configs the accounts; names must differ
         * @return this
         */
        public Builder accounts(List<AccountConfig> configs) {
            this.accounts.addAll(configs);
            return this;
        }

        /**
         * Adds a behaviour, for all accounts.
         *
         * @param pluginId the plugin it comes from, in logs and in the state store
         * @param behaviour the behaviour
         * @return this
         */
        public Builder behaviour(String pluginId, ChatBehaviour behaviour) {
            return this;
        }

        /**
         * Sets where learned state is kept. The directory is created if missing and locked to this engine.
         *
         * @param directory the directory
         * @return this
         */
        public Builder stateDirectory(Path directory) {
            this.stateDirectory = directory;
            return this;
        }

        /**
         * Adds somebody who is told of each change of an account's status.
         *
         * @param listener whom to tell
         * @return this
         */
        public Builder listener(StatusListener listener) {
            return this;
        }

        /**
         * Sets how long a stop may take.
         *
         * @param deadline 4 seconds unless set
         * @return this
         */
        public Builder stopDeadline(Duration deadline) {
            this.stopDeadline = deadline;
            return this;
        }

        /** The engine as described; it does nothing until started. */
        public Engine build() {
            return new Engine(this);
        }
    }
}
