package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.SayResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Accepts the behaviour's chat messages if the account's token allows them. The test decides Twitch's answers. */
final class FakeChatWriter {
    private static final String WRITE_CHAT = "user:write:chat";

    private final List<Said> said = new ArrayList<>();
    private final Set<String> missing = new HashSet<>();
    private Function<? super Said, ? extends SayResult> answers = message -> new SayResult.Sent();

    List<Said> said() {
        return List.copyOf(said);
    }

    void lack(String scope) {
        missing.add(scope);
    }

    void grant(String scope) {
        missing.remove(scope);
    }

    void answerWith(Function<? super Said, ? extends SayResult> newAnswers) {
        answers = newAnswers;
    }

    /** Sends a message; without the scope there is no request. */
    SayResult say(Said message) {
        if (missing.contains(WRITE_CHAT)) {
            return new SayResult.NotAllowed("The account's token lacks the scope " + WRITE_CHAT);
        }
        said.add(message);
        return Objects.requireNonNull(answers.apply(message), "answer");
    }
}
