package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a status looks, on a terminal and elsewhere. */
final class StatusTextTest {
    private static final String STATUS = """
        {
          "started": "2026-11-25T12:00:00Z", "uptime_seconds": 259200,
          "summary": {
            "accounts": 3, "live": 1, "needs_attention": 1, "messages_heard": 12345, "colors_changed": 678,
            "states": {"LIVE": 1, "RECONNECTING": 1, "NEEDS_LOGIN": 1}
          },
          "accounts": [
            {
              "login": "alice", "state": "LIVE", "since": "2026-11-28T09:00:00Z", "channels_heard": 2,
              "channels_wanted": 2, "messages_heard": 12345, "colors_changed": 678, "last_color": "sea_green",
              "last_color_at": "2026-11-28T11:59:48Z", "statuses": {"a": "changing on", "b": "12 commands"},
              "troubles": []
            },
            {
              "login": "bob", "state": "RECONNECTING", "since": "2026-11-28T11:59:00Z", "channels_heard": 0,
              "channels_wanted": 1, "troubles": [
                {"problem": "The connection was lost", "since": "2026-11-28T11:59:00Z"}
              ]
            },
            {
              "login": "carol_with_a_long_name", "state": "NEEDS_LOGIN", "since": "2026-11-28T11:00:00Z",
              "needs_attention": true, "channels_heard": 0, "channels_wanted": 12, "troubles": [
                {"problem": "It has no token", "since": "2026-11-28T11:00:00Z", "advice": "Log in."}
              ],
              "login_prompt": {"verification_uri": "https://www.twitch.tv/activate", "user_code": "ABCDEFGH"}
            }
          ]
        }
        """;

    @ParameterizedTest
    @CsvSource({
        "0, false, status",
        "160, false, status",
        "100, false, status-100",
        "100, true, status-100-colored",
        "60, true, status-60-colored"
    })
    void aStatusIsAsExpected(int width, boolean colored, String golden) throws IOException {
        JsonNode status = new ObjectMapper().readTree(STATUS);
        Terminal terminal = new Terminal(width == 0 ? OptionalInt.empty() : OptionalInt.of(width), colored);
        StatusText text = new StatusText(status);

        Golden.check(
                "tables/" + golden + ".txt",
                Stream.of(Stream.of(text.sum()), text.table().lines(terminal).stream(), text.remarks().stream())
                        .flatMap(lines -> lines)
                        .map(line -> line.replace("\u001b", "ESC"))
                        .collect(Collectors.joining("\n", "", "\n")));
    }
}
