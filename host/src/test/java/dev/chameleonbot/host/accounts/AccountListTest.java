package dev.chameleonbot.host.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.host.config.OperationException;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountListTest {
    @Test
    void aLineIsANameWithItsChannels() throws OperationException {
        SequencedMap<String, JsonNode> blocks = AccountList.read("logins.txt", """
            # ours
            alice

            bob #somestreamer, another;third
            """);

        assertThat(blocks.keySet()).containsExactly("logins.txt, line 2", "logins.txt, line 4");
        assertThat(blocks.firstEntry().getValue()).hasToString("{\"username\":\"alice\"}");
        assertThat(blocks.lastEntry().getValue())
                .hasToString("{\"username\":\"bob\",\"channels\":[\"#somestreamer\",\"another\",\"third\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"username\": \"alice\"}, {\"username\": \"bob\"},]",
                "{\"users\": [{\"username\": \"alice\"}, {\"username\": \"bob\"}]}",
                "// ours\n{\"username\": \"alice\"}\n{\"username\": \"bob\"}\n",
                "\uFEFF[{\"username\": \"alice\"}, /* second */ {\"username\": \"bob\"}]"
            })
    void jsonIsTakenInEachOfItsForms(String text) throws OperationException {
        SequencedMap<String, JsonNode> blocks = AccountList.read("a.json", text);

        assertThat(blocks.keySet()).containsExactly("a.json, account 1", "a.json, account 2");
        assertThat(blocks.values())
                .extracting(block -> block.path("username").asText())
                .containsExactly("alice", "bob");
    }

    @Test
    void whatIsNoJsonIsToldWithItsPlaceAndWithoutItsText() {
        assertThatThrownBy(() ->
                        AccountList.read("a.json", "[{\"access_token\": \"geheim\",\n  \"refresh_token\": geheim2}]"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("a.json, line 2")
                .hasMessageNotContaining("geheim");
    }
}
