package dev.chameleonbot.host.setup;

import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.host.config.AccountCheck;
import dev.chameleonbot.host.config.ChannelNames;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.UnreadableConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a configuration has for accounts that are still to be added; read again each time, as it is the user's. */
public record ConfiguredApplication(Path config, ConfigReader reader) {
    public Path file() {
        return config;
    }

    private Optional<AccountCheck> check() throws UnreadableConfigException {
        return Files.exists(config) ? Optional.of(reader.accountCheck(config)) : Optional.empty();
    }

    /**
     * The application that serves every account that has none of its own.
     *
     * @return its id; empty where the configuration names none
     * @throws UnreadableConfigException if it cannot be read
     */
    public Optional<String> clientId() throws UnreadableConfigException {
        return check().flatMap(AccountCheck::clientId);
    }

    /**
     * What to write of an account's channels: its own one where nobody says anything.
     *
     * @return the channels; none where those count that the configuration has for all
     * @throws UnreadableConfigException if it cannot be read
     */
    public List<String> channels(List<String> wanted) throws UnreadableConfigException {
        return wanted.isEmpty() && check().flatMap(AccountCheck::channels).isEmpty()
                ? List.of(ChannelNames.OWN)
                : wanted;
    }

    /** Where Twitch is; where the configuration cannot tell, as the environment does. */
    public TwitchEndpoints endpoints() {
        try {
            return Files.exists(config)
                    ? reader.read(config).config().map(HostConfig::endpoints).orElseGet(reader::endpoints)
                    : reader.endpoints();
        } catch (UnreadableConfigException e) {
            return reader.endpoints(); // Callers that need the file report it.
        }
    }
}
