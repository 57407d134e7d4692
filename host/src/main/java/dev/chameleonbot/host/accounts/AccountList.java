package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Many accounts in one text, as people and programs write them. JSON, with comments: a list of blocks in the form of a
 * configuration's {@code users}, an object with such {@code users}, or blocks one after the other. Or plain lines: a name, and
 * the account's channels after it, separated by blanks or commas; lines that begin with {@code #} and empty ones say nothing.
 */
public final class AccountList {
    private static final String USERS = "users";

    private AccountList() {}

    /**
     * Reads it.
     *
     * @return the blocks by their places, such as {@code accounts.txt, line 3}, in the text's order
     * @throws OperationException if it begins as JSON and is none; the message says where
     */
    public static SequencedMap<String, JsonNode> read(String name, String text) throws OperationException {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return isJson(content) ? json(name, content) : lines(name, content);
    }

    private static boolean isJson(String text) {
        String begin = text.stripLeading();
        return begin.startsWith("{") || begin.startsWith("[") || begin.startsWith("//") || begin.startsWith("/*");
    }

    private static SequencedMap<String, JsonNode> json(String name, String text) throws OperationException {
        SequencedMap<String, JsonNode> blocks = new LinkedHashMap<>();
        try (MappingIterator<JsonNode> roots =
                Json.COMMENTED.readerFor(JsonNode.class).readValues(text)) {
            while (roots.hasNextValue()) {
                JsonNode root = roots.nextValue();
                JsonNode users = root.has(USERS) ? root.get(USERS) : root;
                if (users.isArray()) {
                    for (JsonNode block : users) {
                        blocks.put(place(name, blocks.size()), block);
                    }
                } else {
                    blocks.put(place(name, blocks.size()), users);
                }
            }
            return blocks;
        } catch (JsonProcessingException e) {
            // Its own text may hold a piece of a secret.
            throw new OperationException(name + ", line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": this is not JSON");
        } catch (IOException e) {
            throw new OperationException(name + " cannot be read: " + e.getMessage());
        }
    }

    private static String place(String name, int before) {
        return name + ", account " + (before + 1);
    }

    private static SequencedMap<String, JsonNode> lines(String name, String text) {
        SequencedMap<String, JsonNode> blocks = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                List<String> words = List.of(line.split("[\\s,;]+"));
                blocks.put(name + ", line " + (i + 1), block(words.getFirst(), words.subList(1, words.size())));
            }
        }
        return blocks;
    }

    /**
     * An account's block.
     *
     * @param channels its channels; where there are none, the block has none either
     * @return the block
     */
    public static ObjectNode block(String login, List<String> channels) {
        ObjectNode block = Json.object().put("username", login);
        if (!channels.isEmpty()) {
            Json.put(block, "channels", channels);
        }
        return block;
    }
}
