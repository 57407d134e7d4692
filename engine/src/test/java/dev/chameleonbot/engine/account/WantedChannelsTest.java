package dev.chameleonbot.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.events.AccountEvent.FollowsRead;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels.Channel;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WantedChannelsTest {
    private final WantedChannels none = WantedChannels.of(config("home"));

    @Test
    void thoseOfTheConfigurationGoFirstAndEachIsThereOnce() {
        WantedChannels wanted = none.with(all("a", "home", "b"));

        assertThat(wanted.names()).containsExactly("home", "a", "b");
        assertThat(wanted.leftOut()).isEmpty();
    }

    @Test
    void whatIsFollowedNoLongerIsNotWantedAnyMore() {
        assertThat(none.with(all("a", "b")).with(all("b", "c")).names()).containsExactly("home", "b", "c");
    }

    @Test
    void anEmptyAnswerProvesNothing() {
        assertThat(none.with(all("a", "b")).with(all()).names()).containsExactly("home", "a", "b");
    }

    @Test
    void anAnswerWithGapsProvesWhatIsInItAndNotWhatIsMissing() {
        FollowsRead gaps = new FollowsRead(List.of(channel("c")), false);

        assertThat(none.with(all("a", "b")).with(gaps).names()).containsExactly("home", "a", "b", "c");
    }

    @Test
    void whatDoesNotFitIsLeftOutAndThoseThatAreHeardKeepTheirPlaces() {
        String[] many = IntStream.range(0, 310).mapToObj(i -> "c" + i).toArray(String[]::new);
        WantedChannels wanted = none.with(all(many));
        assertThat(wanted.names()).hasSize(300).startsWith("home", "c0").endsWith("c298");
        assertThat(wanted.leftOut()).hasSize(11).startsWith("c299").endsWith("c309");

        WantedChannels later = wanted.with(
                all(Stream.concat(Stream.of("latest"), Stream.of(many).skip(1)).toArray(String[]::new)));
        assertThat(later.names()).hasSize(300).startsWith("home", "c1").endsWith("c299");
        assertThat(later.leftOut()).endsWith("c309", "latest");
    }

    @Test
    void anotherConfigurationKeepsWhatIsFollowedAsLongAsThatIsWanted() {
        WantedChannels wanted = none.with(all("a"));

        assertThat(wanted.with(config("other")).names()).containsExactly("other", "a");
        AccountConfig plain =
                AccountConfig.builder("alice", "id").channels(List.of("other")).build();
        assertThat(wanted.with(plain).names()).containsExactly("other");
        assertThat(wanted.with(plain).with(all("late")).names()).containsExactly("other");
        assertThat(wanted.with(plain).with(config("other")).names()).containsExactly("other");
    }

    private static AccountConfig config(String... channels) {
        return AccountConfig.builder("alice", "id")
                .channels(List.of(channels))
                .followed(true)
                .build();
    }

    private static FollowsRead all(String... logins) {
        return new FollowsRead(
                Stream.of(logins).map(WantedChannelsTest::channel).toList(), true);
    }

    private static Channel channel(String login) {
        return new Channel(new ChannelId("id-" + login), login);
    }
}
