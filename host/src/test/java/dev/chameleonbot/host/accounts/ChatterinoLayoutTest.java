package dev.chameleonbot.host.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChatterinoLayoutTest {
    /** As version 2.4 writes it. */
    private static final String LAYOUT = """
        {
            "windows": [
                {
                    "emotePopup": {"x": 0, "y": 0},
                    "height": 1000, "state": "maximized", "type": "main", "width": 800, "x": 10, "y": 20,
                    "tabs": [
                        {
                            "highlightsEnabled": true,
                            "selected": true,
                            "splits2": {
                                "data": {"name": "FirstStreamer", "type": "twitch"},
                                "filters": [], "flexh": 1, "flexv": 1, "moderationMode": false, "type": "split"
                            }
                        },
                        {
                            "highlightsEnabled": true,
                            "title": "friends",
                            "splits2": {
                                "flexh": 1, "flexv": 1, "type": "horizontal",
                                "items": [
                                    {
                                        "data": {"name": "second_streamer", "type": "twitch"},
                                        "filters": ["0a1b2c3d-0000-0000-0000-000000000000"],
                                        "flexh": 1, "flexv": 1, "moderationMode": true, "type": "split"
                                    },
                                    {
                                        "flexh": 1, "flexv": 1, "type": "vertical",
                                        "items": [
                                            {"data": {"type": "mentions"}, "type": "split"},
                                            {"data": {"name": "third", "type": "twitch"}, "type": "split"},
                                            {"data": {"name": "firststreamer", "type": "twitch"}, "type": "split"}
                                        ]
                                    }
                                ]
                            }
                        },
                        {"highlightsEnabled": true, "splits2": {"flexh": 1, "flexv": 1, "items": [], "type": "horizontal"}}
                    ]
                },
                {
                    "height": 500, "type": "popup", "width": 400, "x": 0, "y": 0,
                    "tabs": [
                        {"splits2": {"data": {"type": "watching"}, "type": "split"}},
                        {"splits2": {"data": {"type": "whispers"}, "type": "split"}},
                        {"splits2": {"data": {"type": "live"}, "type": "split"}},
                        {"splits2": {"data": {"channel": "#chat", "server": 1, "type": "irc"}, "type": "split"}},
                        {"splits2": {"data": {"name": "", "type": "twitch"}, "type": "split"}},
                        {"splits2": {"data": {}, "type": "split"}},
                        {"splits2": {"data": {"name": "fourth", "type": "twitch"}, "type": "split"}}
                    ]
                }
            ]
        }
        """;

    @TempDir
    private Path folder;

    private ChatterinoLayout.Result read(String text) throws IOException {
        return ChatterinoLayout.read(Files.writeString(folder.resolve("window-layout.json"), text));
    }

    @Test
    void takesTheChannelsOfAllWindowsInTheirOrder() throws IOException {
        assertThat(read(LAYOUT).channels()).containsExactly("firststreamer", "second_streamer", "third", "fourth");
    }

    @Test
    void saysWhatItLeavesOutAndWhy() throws IOException {
        assertThat(read(LAYOUT).leftOut())
                .hasSize(7)
                .first()
                .hasToString("window 1, tab 2 \"friends\": it shows mentions of all channels, and is none");
        assertThat(read(LAYOUT).leftOut().toString())
                .contains(
                        "window 2, tab 1: it shows the channel that is watched",
                        "window 2, tab 4: it is a channel of an IRC server",
                        "window 2, tab 5: no channel is chosen there",
                        "window 2, tab 6: no channel is chosen there");
    }

    @Test
    void readsTheColumnsOfEarlyVersions() throws IOException {
        ChatterinoLayout.Result result = read("""
            {"windows": [{"type": "main", "tabs": [
                {"title": "", "splits": [
                    [{"type": "twitch", "name": "one"}, {"type": "twitch", "name": "two"}],
                    [{"type": "mentions"}, {"type": "twitch", "name": "ONE"}]
                ]}
            ]}]}
            """);

        assertThat(result.channels()).containsExactly("one", "two");
        assertThat(result.leftOut()).hasSize(1);
    }

    @Test
    void leavesOutWhatIsNoNameAndWhatItDoesNotKnow() throws IOException {
        ChatterinoLayout.Result result = read("""
            {"windows": [{"tabs": [
                {"splits2": {"type": "split", "data": {"type": "twitch", "name": "not a name"}}},
                {"splits2": {"type": "split", "data": {"type": "hologram", "name": "x"}}},
                {"splits2": 5}, 7, null
            ]}, null]}
            """);

        assertThat(result.channels()).isEmpty();
        assertThat(result.leftOut().toString()).contains("'not a name'", "'hologram'");
    }

    @Test
    void findsTheFileInAFolderOfChatterino() throws IOException {
        Files.createDirectory(folder.resolve("Settings"));
        Files.writeString(folder.resolve("Settings/window-layout.json"), LAYOUT);

        assertThat(ChatterinoLayout.read(folder).channels()).hasSize(4);
    }

    @Test
    void refusesWhatIsNoLayout() {
        assertThatThrownBy(() -> read("{\"tabs\": []}")).hasMessageContainingAll("no window layout", "Settings");
        assertThatThrownBy(() -> read("{\"windows\": [")).hasMessageContainingAll("is not JSON", "line 1");
        assertThatThrownBy(() -> read("")).hasMessageContaining("no window layout");
        assertThatThrownBy(() -> ChatterinoLayout.read(folder.resolve("none.json")))
                .hasMessageContaining("none.json cannot be read");
    }
}
