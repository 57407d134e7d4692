package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.host.config.ChannelNames;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The channels of Chatterino 2's windows, as its {@code window-layout.json} names them: {@code windows}, of which each has
 * {@code tabs}. What a tab shows is a tree under {@code splits2}, whose leaves are of the type {@code split} and have the
 * channel as {@code data}; a tab of an early version has columns of channels under {@code splits} instead.
 *
 * <p>Source: Chatterino 2's {@code WindowManager::encodeNodeRecursively}, {@code encodeChannel} and
 * {@code WindowLayout::loadFromFile}.
 */
public final class ChatterinoLayout {
    private static final String NAME = "window-layout.json";
    /** A tab takes about half a kilobyte. */
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private final SequencedSet<String> channels = new LinkedHashSet<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    private ChatterinoLayout() {}

    /**
     * What was read.
     *
     * @param channels the channels' names in lower case, in the order of windows, tabs and splits, without doubles
     */
    public record Result(List<String> channels, List<LeftOut> leftOut) {
        public Result {
            channels = List.copyOf(channels);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Something that is shown and is no channel to listen in.
     *
     * @param place where, such as {@code window 1, tab 3 "friends"}
     * @param reason why it is none, in words that follow the place and a colon
     */
    public record LeftOut(String place, String reason) {
        @Override
        public String toString() {
            return place + ": " + reason;
        }
    }

    /**
     * Reads the channels of a layout; the file is never changed.
     *
     * @param named the file, or a folder of Chatterino's that has it
     * @return the channels, and what was left out
     * @throws IOException if there is no such file, or it is no layout; the message is a sentence that says what to do
     */
    public static Result read(Path named) throws IOException {
        Path file = file(named);
        ChatterinoLayout layout = new ChatterinoLayout();
        JsonNode windows = parse(file).path("windows");
        if (!windows.isArray()) {
            throw new IOException(file + " is no window layout of Chatterino 2: it has no list of 'windows'. Name the "
                    + NAME + " in the Settings folder of Chatterino");
        }
        for (int i = 0; i < windows.size(); i++) {
            layout.window("window " + (i + 1), windows.get(i));
        }
        return new Result(List.copyOf(layout.channels), layout.leftOut);
    }

    private static Path file(Path named) {
        if (Files.isDirectory(named)) {
            Path inside = named.resolve("Settings").resolve(NAME);
            return Files.exists(inside) ? inside : named.resolve(NAME);
        }
        return named;
    }

    private static JsonNode parse(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new IOException(
                    file + " cannot be read (" + IoWords.of(e) + "). Name the " + NAME
                            + " in the Settings folder of Chatterino",
                    e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException(file + " is larger than " + MAX_BYTES / (1024 * 1024)
                    + " MB, so it is no window layout of Chatterino");
        }
        try {
            return Json.PLAIN.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " is not JSON"
                            + (e.getLocation() == null
                                    ? ""
                                    : " (line " + e.getLocation().getLineNr() + ")")
                            + "; is it complete? Chatterino rewrites it when it is closed",
                    e);
        }
    }

    private void window(String place, JsonNode window) {
        JsonNode tabs = window.path("tabs");
        for (int i = 0; i < tabs.size(); i++) {
            String title = tabs.get(i).path("title").asText("");
            tab(place + ", tab " + (i + 1) + (title.isEmpty() ? "" : " \"" + title + "\""), tabs.get(i));
        }
    }

    private void tab(String place, JsonNode tab) {
        JsonNode tree = tab.path("splits2");
        if (tree.isObject() && !tree.isEmpty()) {
            node(place, tree);
        } else {
            columns(place, tab.path("splits"));
        }
    }

    private void node(String place, JsonNode node) {
        if (node.path("type").asText().equals("split")) {
            channel(place, node.path("data"));
        } else {
            node.path("items").forEach(item -> node(place, item));
        }
    }

    /** Columns, of which each is a list of channels; or channels at once. */
    private void columns(String place, JsonNode splits) {
        for (JsonNode split : splits) {
            if (split.isArray()) {
                columns(place, split);
            } else {
                channel(place, split.has("data") ? split.path("data") : split);
            }
        }
    }

    private void channel(String place, JsonNode data) {
        String type = data.path("type").asText("");
        @Nullable String other = other(type);
        if (other != null) {
            leftOut.add(new LeftOut(place, other));
            return;
        }
        String name = AccountConfig.channelName(
                data.path("name").asText(data.path("channel").asText("")));
        if (name.isEmpty()) {
            leftOut.add(new LeftOut(place, "no channel is chosen there"));
        } else if (!ChannelNames.isName(name)) {
            leftOut.add(new LeftOut(place, "'" + name + "' is no name of a channel at Twitch"));
        } else {
            channels.add(name);
        }
    }

    /** What something of a type is, if it is no channel. */
    private static @Nullable String other(String type) {
        return switch (type) {
            case "twitch" -> null;
            case "watching" -> "it shows the channel that is watched in the browser, which changes";
            case "mentions" -> "it shows mentions of all channels, and is none";
            case "whispers" -> "it shows whispers, and is no channel";
            case "live" -> "it shows who is live, and is no channel";
            case "automod" -> "it shows what AutoMod holds, and is no channel";
            case "irc" -> "it is a channel of an IRC server, not of Twitch";
            case "misc" -> "it is no channel of Twitch";
            case "" -> "no channel is chosen there";
            default -> "it is of the type '" + type + "', and no channel";
        };
    }
}
