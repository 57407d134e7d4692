package dev.chameleonbot.host.setup;

import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.host.config.FirstConfiguration;
import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The way to the first configuration, for users without one: the application at Twitch, by its client id, and nothing else.
 * With it a host can run and take accounts, by {@link AccountEnrolments}. Any thread may use it; it blocks, on Twitch and
 * the disk.
 *
 * @param config where the configuration is to be
 * @param logins asks Twitch for codes, which tells whether there is an application
 */
public record FirstSetup(Path config, DeviceLogins logins) {
    /** How somebody gets an application at Twitch, step by step; a step has one line or more. */
    public static final List<String> APPLICATION_STEPS = List.of(
            """
            Open https://dev.twitch.tv/console/apps/create and log in. Twitch asks for two-factor authentication,
            which is turned on under Settings, Security and Privacy, if it is not yet.\
            """,
            """
            Name: any name that is not taken, such as the name of your channel and "colours".
            OAuth Redirect URLs: http://localhost
            Category: Chat Bot
            Client Type: Public\
            """,
            "Create it, open it with Manage, and copy the Client ID. A Public application has" + " no secret.");

    /** Whether there is no configuration yet. */
    public boolean isNeeded() {
        return !Files.exists(config);
    }

    /** Whether the file can most likely be written. */
    public boolean isPossible() {
        return FirstConfiguration.isWritable(config);
    }

    /**
     * Asks Twitch whether there is an application; nothing is written.
     *
     * @param clientId its id, as somebody has typed it
     */
    public ClientIdVerdict check(String clientId) {
        String id = clientId.strip();
        if (!FirstConfiguration.isClientId(id)) {
            return ClientIdVerdict.malformed();
        }
        try {
            logins.begin(id, Set.of()).close(); // A code that nobody sees ends by itself.
            return ClientIdVerdict.KNOWN;
        } catch (TwitchCallException e) {
            return ClientIdVerdict.of(e);
        }
    }

    /**
     * Writes the configuration, if Twitch knows the application.
     *
     * @param clientId its id, as somebody has typed it
     * @return what is known of it; the configuration is written where it is {@linkplain ClientIdVerdict#isKnown() known}
     * @throws OperationException if it cannot be written; then nothing has changed
     */
    public ClientIdVerdict write(String clientId) throws OperationException {
        if (!isNeeded()) {
            throw new OperationException(config + " is there already, and is never changed");
        }
        ClientIdVerdict verdict = check(clientId);
        if (verdict.isKnown()) {
            try {
                FirstConfiguration.write(config, clientId.strip());
            } catch (IOException e) {
                throw new OperationException(config + " cannot be written: " + IoWords.ofCreating(e));
            }
        }
        return verdict;
    }
}
