package dev.chameleonbot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigReferenceTest {
    private static final SettingsSchema ANNOUNCER = SettingsSchema.of(
            Setting.duration("every", Duration.ofMinutes(1), Duration.ofHours(24))
                    .orElse(Duration.ofMinutes(15))
                    .describedAs("how long to wait between two announcements"),
            Setting.objects("things", SettingsSchema.of(Setting.text("name", 10))));

    private final ConfigReference reference = new ConfigReference(Map.of("announcer", ANNOUNCER));

    @Test
    void tellsOfAKeyWhatItMustBeAndWhatHoldsUnlessItIsSet() {
        assertThat(reference.text("config.alerts.at_most_every")).hasValue("""
            config.alerts.at_most_every

            The shortest time between two alerts about the same trouble of the same account.

              Must be: a time from 1s to 168h, such as 30s, 5m or 1h30m
              Default: 5m
              Example: "at_most_every": "5m"
            """);
    }

    @Test
    void tellsOfAnObjectAllItsKeys() {
        assertThat(reference.text("alerts.webhooks")).hasValue("""
            config.alerts.webhooks

            Where to send alerts; each webhook gets all of them.

              url     The webhook's address. Required.
              format  The format that the webhook expects: a message for a Discord channel,
                      or JSON for programs. Required.
            """);
    }

    @Test
    void tellsOfThePluginsSettings() {
        assertThat(reference.text("config.plugins.announcer.every")).hasValue("""
            config.plugins.announcer.every

            How long to wait between two announcements.

              Must be: a time from 1m to 24h, such as "5m" or "1h30m"
              Default: "15m"
            """);
        assertThat(reference.text("config.plugins").orElseThrow())
                .contains("config.plugins.announcer\n", "  every   How long to wait");
        assertThat(reference.text("config.plugins.announcer.things.name")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.channels", "config.users.channels", " users[0].channels ", "users[].channels."})
    void understandsAPathAsProblemsHaveItToo(String path) {
        assertThat(reference.text(path))
                .isEqualTo(reference.text("config.users.channels"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.channel", "config.nonsense", "plugins.nonsense", "users..channels"})
    void answersNothingWhereThereIsNoSuchKey(String path) {
        assertThat(reference.text(path)).isEmpty();
    }

    @Test
    void answersEachOfItsPathsInLinesThatFitATerminal() {
        assertThat(reference.paths()).doesNotHaveDuplicates().contains("config", "config.twitch.helix_url");
        for (String path : reference.paths()) {
            assertThat(reference.text(path).orElseThrow().lines())
                    .as(path)
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        }
    }

    @Test
    void everyKeyIsDeclaredOnceInAPlaceAndSaysWhatItIsFor() {
        Set<String> seen = new TreeSet<>();
        for (ConfigKey key : ConfigKeys.ALL) {
            assertThat(key.text()).as(key.name()).endsWith(".");
            assertThat(key.allowed()).as(key.name()).isNotEmpty();
            assertThat(key.places()).as(key.name()).isNotEmpty();
            key.places()
                    .forEach(place -> assertThat(seen.add(place.path(key)))
                            .as(place.path(key))
                            .isTrue());
        }
    }

    @Test
    void showsNoExampleOfASecret() {
        assertThat(ConfigKeys.ALL)
                .filteredOn(ConfigKey::secret)
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.example()).isEmpty());
    }
}
