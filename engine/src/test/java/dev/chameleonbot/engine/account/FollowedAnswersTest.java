package dev.chameleonbot.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.events.AccountEvent.FollowsRead;
import dev.chameleonbot.engine.helix.CannedHelix;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels.Channel;
import dev.chameleonbot.plugin.api.UserId;
import org.junit.jupiter.api.Test;

/** What is made of Twitch's answers about follows, odd ones included. */
final class FollowedAnswersTest {
    private final CannedHelix twitch = new CannedHelix(new ManualTimers());
    private final HelixAccount alice = twitch.account("alice");

    @Test
    void readsAPage() throws Exception {
        twitch.answers(200, """
            {"total": 2, "data": [
              {"broadcaster_id": "11", "broadcaster_login": "One", "broadcaster_name": "One"},
              {"broadcaster_id": "12", "broadcaster_login": "two", "broadcaster_name": "Two"}], "pagination": {}}
            """);

        FollowsRead followed = read();

        assertThat(followed.channels())
                .containsExactly(new Channel(new ChannelId("11"), "one"), new Channel(new ChannelId("12"), "two"));
        assertThat(followed.isComplete()).isTrue();
    }

    @Test
    void anElementThatCannotBeReadSpoilsNoOtherAndMakesTheAnswerIncomplete() throws Exception {
        twitch.answers(200, """
            {"data": [{"broadcaster_login": "noid"}, 5, {"broadcaster_id": "12", "broadcaster_login": "two"}]}
            """);

        FollowsRead followed = read();

        assertThat(followed.channels()).containsExactly(new Channel(new ChannelId("12"), "two"));
        assertThat(followed.isComplete()).isFalse();
    }

    @Test
    void aListThatDoesNotEndIsGivenUpAndProvesNothing() throws Exception {
        twitch.answers(200, """
            {"data": [{"broadcaster_id": "12", "broadcaster_login": "two"}], "pagination": {"cursor": "again"}}
            """);

        FollowsRead followed = read();

        assertThat(followed.isComplete()).isFalse();
        assertThat(twitch.requests()).isEqualTo(2);
    }

    @Test
    void anAnswerThatIsNoListIsAFailure() {
        twitch.answers(200, "{}");
        assertThatThrownBy(this::read).isInstanceOf(RemoteException.class);
        twitch.answers(503, "{}");
        assertThatThrownBy(this::read).isInstanceOf(RemoteException.class);
    }

    private FollowsRead read() throws Exception {
        return FollowedWatch.ask(alice, new UserId("1"), twitch.calls());
    }
}
