package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.UnreadableConfigException;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The configuration of the Python original, in which it keeps its tokens, too. It is only read.
 *
 * @param path where it is
 * @param report the result here: everything that the original accepts is accepted
 * @param blocks the accounts as they are written, by their places in the file
 */
public record OriginalFile(Path path, ConfigReport report, SequencedMap<String, ObjectNode> blocks) {
    /** What it is called where nobody has called it something else. */
    private static final String NAME = "twitch_colorchanger.conf";

    private static final List<String> NAMES = List.of(NAME, "config/" + NAME, "config.json");

    /**
     * Reads it.
     *
     * @param named the file, or the original's folder
     * @param environment the environment's variables, which can override where Twitch is found
     * @throws IOException if there is none; the message is a sentence that says what to do
     * @throws UnreadableConfigException if it is no configuration
     */
    public static OriginalFile read(Path named, Map<String, String> environment)
            throws IOException, UnreadableConfigException {
        Path file = file(named);
        Map<String, String> others = new LinkedHashMap<>(environment);
        // Taken for a secret of the original's accounts, it would be written into files.
        others.remove(ConfigReader.CLIENT_SECRET_VARIABLE);
        ConfigReport report = new ConfigReader(others).read(file);
        try {
            return new OriginalFile(file, report, blocks(Json.COMMENTED.readTree(bytes(file))));
        } catch (JsonProcessingException e) {
            // Its message quotes the file, tokens and all.
            throw new IOException(file + " is not JSON, or changed while it was read");
        }
    }

    /** Without the mark that some editors put before UTF-8. */
    private static String bytes(Path file) throws IOException {
        String text = Files.readString(file);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Path file(Path named) throws IOException {
        if (!Files.isDirectory(named)) {
            return named;
        }
        Optional<Path> found =
                NAMES.stream().map(named::resolve).filter(Files::isRegularFile).findFirst();
        return found.orElseThrow(() -> new IOException("In " + named + " is none of " + String.join(", ", NAMES)
                + "; name the original's configuration file itself (its TWITCH_CONF_FILE)"));
    }

    /** In the places that the report calls them by. */
    private static SequencedMap<String, ObjectNode> blocks(JsonNode root) {
        SequencedMap<String, ObjectNode> blocks = new LinkedHashMap<>();
        String path = root.isArray() || !root.has("users") ? "" : "users";
        JsonNode users = root.isObject() && root.has("users") ? root.path("users") : root;
        if (users instanceof ObjectNode only) {
            blocks.put(path, only);
        }
        for (int i = 0; users.isArray() && i < users.size(); i++) {
            if (users.get(i) instanceof ObjectNode block) {
                blocks.put(path + "[" + i + "]", block);
            }
        }
        return blocks;
    }
}
