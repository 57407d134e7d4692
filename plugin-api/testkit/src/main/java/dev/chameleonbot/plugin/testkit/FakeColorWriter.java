package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Handles colour requests like the engine: one is in progress, one waits, the latest wins. The test decides Twitch's
 * answers.
 */
final class FakeColorWriter {
    private final Turns turns;
    private final List<ChatColor> wished = new ArrayList<>();
    private final List<ChatColor> sent = new ArrayList<>();
    private @Nullable Wish underWay;
    private @Nullable Wish waiting;
    private Function<? super ChatColor, ? extends ColorResult> answers = ColorResult.Changed::new;
    private boolean held;

    FakeColorWriter(Turns turns) {
        this.turns = turns;
    }

    List<ChatColor> wished() {
        return List.copyOf(wished);
    }

    List<ChatColor> sent() {
        return List.copyOf(sent);
    }

    Optional<ChatColor> underWay() {
        return Optional.ofNullable(underWay).map(Wish::color);
    }

    void wish(Wish wish) {
        wished.add(wish.color);
        if (underWay == null) {
            send(wish);
            return;
        }
        Wish replaced = waiting;
        waiting = wish;
        if (replaced != null) {
            turns.add(() -> replaced.tell(new ColorResult.Superseded(replaced.color)));
        }
    }

    void hold() {
        held = true;
    }

    void answerWith(Function<? super ChatColor, ? extends ColorResult> newAnswers) {
        answers = newAnswers;
        held = false;
        answerByItself();
    }

    /** Answers the request in progress, sends the waiting one, and then delivers the result to the session. */
    void answer(Function<? super ChatColor, ? extends ColorResult> answer) {
        Wish answered = underWay;
        if (answered == null) {
            throw new IllegalStateException("No wish for a colour is in progress");
        }
        ColorResult result = Objects.requireNonNull(answer.apply(answered.color), "answer");
        if (!result.color().equals(answered.color)) {
            throw new IllegalArgumentException("Asked for " + answered.color + ", the answer is for " + result.color());
        }
        turns.add(() -> answered.tell(result));
        Wish next = waiting;
        underWay = null;
        waiting = null;
        if (next != null) {
            send(next);
        }
    }

    /** Drops all requests, because the session has ended. */
    void drop() {
        underWay = null;
        waiting = null;
    }

    private void send(Wish wish) {
        underWay = wish;
        sent.add(wish.color);
        answerByItself();
    }

    private void answerByItself() {
        Wish wish = underWay;
        if (wish != null && !held) {
            turns.add(() -> {
                if (wish.equals(underWay) && !held) {
                    answer(answers);
                }
            });
        }
    }

    /** A colour request of the session, with the receiver of its result. */
    record Wish(ChatColor color, Consumer<? super ColorResult> whenDone) {
        Wish {
            Objects.requireNonNull(color, "color");
            Objects.requireNonNull(whenDone, "whenDone");
        }

        void tell(ColorResult result) {
            whenDone.accept(result);
        }
    }
}
