package dev.chameleonbot.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountDocumentTest {
    @Test
    void aNewOneHasANameAndTakesValues() throws Exception {
        AccountDocument document = AccountDocument.of("alice")
                .with("client_id", "own")
                .with("channels", List.of("alice", "@followed"))
                .with("is_prime_or_turbo", true);

        assertThat(document.text()).isEqualTo("""
            {
              "username": "alice",
              "client_id": "own",
              "channels": ["alice", "@followed"],
              "is_prime_or_turbo": true
            }
            """);
    }

    @Test
    void changesOneValueAndKeepsAllElseAsSomebodyHasWrittenIt() throws Exception {
        AccountDocument document = AccountDocument.of("alice.json", """
            // Mine.
            { "username" : "alice", /* of old */ "channels":["a",
                "b"] , // these
              "enabled": false,   // for now
              "nonsense": {"kept": [1, 2, "channels"]},
            } // end
            """);

        assertThat(document.with("channels", List.of("c")).text()).isEqualTo("""
            // Mine.
            { "username" : "alice", /* of old */ "channels":["c"] , // these
              "enabled": false,   // for now
              "nonsense": {"kept": [1, 2, "channels"]},
            } // end
            """);
        assertThat(document.with("enabled", true).text()).contains("\"enabled\": true,   // for now\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\n}\n",
                "{/* none */}",
                "{\"username\": \"a\"}",
                "{\"username\": \"a\",}",
                "{\"username\": \"a\" /* x */, // y\n}",
                "{\"n\": 12}",
                "{\"n\": 1.5e3 // z\n}",
                "{\"n\": true}",
                "{\"n\": null}",
                "{\"n\": {\"a\": [1]}}",
                "{\"n\": \"\\\"}\"}",
            })
    void addsAValueWhereverTheObjectEnds(String text) throws Exception {
        AccountDocument changed = AccountDocument.of("file", text).with("channels", List.of("x", "y"));

        assertThat(AccountDocument.of("file", changed.text()).strings("channels"))
                .contains(List.of("x", "y"));
        assertThat(changed.strings("channels")).contains(List.of("x", "y"));
        assertThat(changed.text().replaceFirst(",?\n  \"channels\": \\[\"x\", \"y\"]\n?", ""))
                .isEqualTo(text);
    }

    @Test
    void refusesToLoseAComment() throws Exception {
        AccountDocument document = AccountDocument.of("alice.json", """
            {"username": "alice", "channels": ["a", // my own
              "b"]}
            """);

        assertThatThrownBy(() -> document.with("channels", List.of("a", "c")))
                .isInstanceOf(CommentsInTheWayException.class)
                .hasMessage("alice.json: there are comments within channels, which would be lost; change it yourself to"
                        + " [\"a\", \"c\"]");
        assertThat(document.with("username", "bob").text()).contains("// my own");
    }

    @Test
    void whatLooksLikeACommentInATextIsNone() throws Exception {
        AccountDocument document =
                AccountDocument.of("alice.json", "{\"channels\": [\"http://a\", \"/* b */\", 1, -2.5, null]}");

        assertThat(document.with("channels", List.of("c")).text()).isEqualTo("{\"channels\": [\"c\"]}");
    }

    @Test
    void ofAKeyThatIsGivenTwiceTheLastCounts() throws Exception {
        AccountDocument document = AccountDocument.of("file", "{\"username\": \"a\", \"username\": \"b\"}");

        assertThat(document.with("username", "c").text()).isEqualTo("{\"username\": \"a\", \"username\": \"c\"}");
    }

    @Test
    void givesWhatIsWritten() throws Exception {
        AccountDocument document =
                AccountDocument.of("file", "{\"username\": \"A\", \"channels\": [\"#B\"], \"enabled\": 1}");

        assertThat(document.string("username")).contains("A");
        assertThat(document.strings("channels")).contains(List.of("#B"));
        assertThat(document.string("enabled")).isEmpty();
        assertThat(document.strings("username")).isEmpty();
    }

    @Test
    void whateverIsWrittenAChangeChangesNothingElse() throws Exception {
        List<String> blanks = List.of("", " ", "\n", "/* , */", " // }\n", "\t");
        List<String> values = List.of("1", "\"a,b\"", "[\"x\"]", "{\"k\": [] }", "null", "true", "-0.5");
        Random random = new Random(20_260_201);
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder(pick(blanks, random)).append('{');
            int members = random.nextInt(4);
            for (int i = 0; i < members; i++) {
                text.append(pick(blanks, random))
                        .append("\"k")
                        .append(i)
                        .append('"')
                        .append(pick(blanks, random));
                text.append(':')
                        .append(pick(blanks, random))
                        .append(pick(values, random))
                        .append(pick(blanks, random));
                text.append(i + 1 < members || random.nextBoolean() ? "," : "");
            }
            text.append(pick(blanks, random)).append('}').append(pick(blanks, random));
            AccountDocument document = AccountDocument.of("file", text.toString());

            assertThat(removed(document)).as(text.toString()).isEqualTo(comments(text.toString()));
            String changed = document.with("k1", "changed").text();

            AccountDocument read = AccountDocument.of("file", changed);
            assertThat(read.string("k1")).as(changed).contains("changed");
            assertThat(read.with("k1", "again").text())
                    .as(changed)
                    .isEqualTo(changed.replace("\"changed\"", "\"again\""));
            assertThat(comments(changed)).as(changed).isEqualTo(comments(text.toString()));
        }
    }

    @Test
    void changesAndAddsWhatIsFurtherWithin() throws Exception {
        AccountDocument document = AccountDocument.of("alice.json", """
            {
              "username": "alice",
              "plugins": {
                // Mine.
                "color-changer": {"enabled": true}, // for now
                "greeter": {
                  "text": "hi"
                }
              }
            }
            """);

        String changed = document.with(List.of("plugins", "color-changer", "enabled"), false)
                .with(List.of("plugins", "color-changer", "every"), "5m")
                .with(List.of("plugins", "greeter", "to"), List.of("a", "b"))
                .with(List.of("plugins", "new", "rules"), List.of(Map.of("name", "x")))
                .text();

        assertThat(changed).isEqualTo("""
            {
              "username": "alice",
              "plugins": {
                // Mine.
                "color-changer": {"enabled": false, "every": "5m"}, // for now
                "greeter": {
                  "text": "hi",
                  "to": ["a", "b"]
                },
                "new": {
                  "rules": [
                    {
                      "name": "x"
                    }
                  ]
                }
              }
            }
            """);
    }

    @Test
    void makesTheObjectsThatLeadThere() throws Exception {
        AccountDocument document =
                AccountDocument.of("alice").with(List.of("plugins", "color-changer", "enabled"), true);

        assertThat(document.text()).isEqualTo("""
            {
              "username": "alice",
              "plugins": {
                "color-changer": {
                  "enabled": true
                }
              }
            }
            """);
        assertThat(document.without(List.of("plugins", "color-changer", "enabled"))
                        .text())
                .isEqualTo(AccountDocument.of("alice").text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"k": 1}                        | {}
        {"k": 1, "b": 2}                | {"b": 2}
        {"b": 2, "k": 1}                | {"b": 2}
        {"b": 2, "k": 1,}               | {"b": 2, }
        {"b": 2, "k": 1, "k": 3}        | {"b": 2}
        {~  "b": 2,~  "k": 1~}          | {~  "b": 2~}
        {~  "b": 2,~  "k": 1,~}         | {~  "b": 2,~}
        {~  "k": 1,~  "b": 2~}          | {~  "b": 2~}
        {~  "k": 1 // c~}               | {~   // c~}
        {~  "k": 1, // c~  "b": 2~}     | {~  // c~  "b": 2~}
        {~  "b": 2, // c~  "k": 1}      | {~  "b": 2 // c~  }
        {~  "b": 2 // c~  , "k": 1~}    | {~  "b": 2 // c~  ~}
        {~  "k": 1 /* c */, "b": 2~}    | {~   /* c */ "b": 2~}
        {~  // c~  "k": 1~}             | {~  // c~}
        """)
    void takesAMemberAwayWithItsCommaAndLeavesComments(String before, String after) throws Exception {
        AccountDocument changed =
                AccountDocument.of("file", before.replace('~', '\n')).without(List.of("k"));

        assertThat(changed.text()).isEqualTo(after.replace('~', '\n'));
        assertThat(changed.has(List.of("k"))).isFalse();
    }

    @Test
    void anObjectThatIsEmptyThenStaysOnlyForAComment() throws Exception {
        AccountDocument document = AccountDocument.of("file", """
            {
              "plugins": {
                "a": { /* why */ "x": 1},
                "b": {"x": 1}
              }
            }
            """);

        assertThat(document.without(List.of("plugins", "a", "x"))
                        .without(List.of("plugins", "b", "x"))
                        .text())
                .isEqualTo("""
                    {
                      "plugins": {
                        "a": { /* why */ }
                      }
                    }
                    """);
        assertThatThrownBy(() -> document.without(List.of("plugins")))
                .isInstanceOf(CommentsInTheWayException.class)
                .hasMessage("file: there are comments within plugins, which would be lost; remove it yourself");
    }

    @Test
    void whatIsNoObjectIsReplacedByTheOneThatLeadsThere() throws Exception {
        AccountDocument document = AccountDocument.of("file", "{\"plugins\": null}");

        assertThat(document.with(List.of("plugins", "a", "x"), true).text()).isEqualTo("""
            {"plugins": {
                "a": {
                  "x": true
                }
              }}\
            """);
    }

    /** How many comments are left when each member that has none is taken away, one after the other. */
    private static long removed(AccountDocument document) {
        AccountDocument left = document;
        for (String key : List.of("k2", "k0", "k1", "k3")) {
            try {
                left = left.without(List.of(key));
                assertThat(left.has(List.of(key))).as(left.text()).isFalse();
            } catch (CommentsInTheWayException e) {
                assertThat(e).hasMessageContaining("within " + key);
            }
        }
        return comments(left.text());
    }

    private static long comments(String text) {
        return text.split("/\\*|//", -1).length;
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
