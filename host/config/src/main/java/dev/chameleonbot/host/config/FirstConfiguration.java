package dev.chameleonbot.host.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.chameleonbot.engine.io.OwnersFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The configuration that the program writes where there is none; from then on it is the user's alone. */
public final class FirstConfiguration {
    private FirstConfiguration() {}

    /** Whether a text can be an application's id; that there is such an application only Twitch can tell. */
    public static boolean isClientId(String clientId) {
        return CredentialReader.isHeaderSafe(clientId) && !Placeholders.isCredential(clientId);
    }

    /**
     * Whether it can most likely be written; nothing is.
     *
     * @param file where
     */
    public static boolean isWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    }

    /**
     * Writes it as a whole or not at all, readable by its owner only, and the folders that it needs.
     *
     * @param file where
     * @throws FileAlreadyExistsException if there is one
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, String clientId) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        OwnersFiles.createDirectories(
                Objects.requireNonNull(file.toAbsolutePath().getParent(), "A file is in a folder"));
        OwnersFiles.write(file, text(clientId).getBytes(UTF_8));
    }

    private static String text(String clientId) {
        return """
            // Made by Chameleon's set-up. From now on it is yours: the program only reads it.
            // The accounts are next to it, in the folder accounts. What else can be set: chameleon help config
            {
              // Your application in Twitch's developer console; it serves all accounts.
              "client_id": %s
            }
            """.formatted(new TextNode(clientId));
    }
}
