package dev.chameleonbot.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccountConfigTest {
    @ParameterizedTest
    @CsvSource({"foo, foo", "#Foo, foo", "##bar, bar", "' # # Baz ', baz", "'#', ''", "' ', ''"})
    void channelsAreNamedWithHoweverManyHashesAndBlanks(String written, String name) {
        assertThat(AccountConfig.channelName(written)).isEqualTo(name);
    }

    @Test
    void theApplicationMayBeUnknown() {
        AccountConfig account =
                AccountConfig.builder("Alice").channels(List.of("foo")).build();

        assertThat(account.clientId()).isEmpty();
        assertThat(account.login()).isEqualTo("alice");
    }
}
