package dev.chameleonbot.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SecretTest {
    private static final String VALUE = "accesstokenaccesstoken00000001";

    @Test
    void showsNothingOfItselfAlsoInsideOfRecords() {
        Secret secret = Secret.of(VALUE);
        ConfiguredTokens tokens = new ConfiguredTokens(secret, Optional.of(secret));
        AccountConfig account = AccountConfig.builder("alice", "client")
                .clientSecret(secret)
                .channels(List.of("alice"))
                .tokens(tokens)
                .build();

        assertThat(secret.toString()).doesNotContain(VALUE);
        assertThat(account.toString()).contains("alice").doesNotContain(VALUE);
        assertThat(secret.hashCode()).isEqualTo(Secret.of("another").hashCode());
    }

    @Test
    void isEqualByValue() {
        assertThat(Secret.of(VALUE)).isEqualTo(Secret.of(VALUE)).isNotEqualTo(Secret.of("another"));
        assertThat(Secret.of(VALUE).reveal()).isEqualTo(VALUE);
    }

    @Test
    void isNeverBlank() {
        assertThatThrownBy(() -> Secret.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
