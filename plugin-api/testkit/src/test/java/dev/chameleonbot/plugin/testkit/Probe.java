package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A behaviour that does what a test tells it to, and notes what happened to it. */
final class Probe implements ChatBehaviour {
    private final Audience audience;
    private final Consumer<Bot> atStart;
    private final BiConsumer<Bot, ChatMessage> atMessage;
    private final List<String> notes = new ArrayList<>();

    Probe(Audience audience, Consumer<Bot> atStart, BiConsumer<Bot, ChatMessage> atMessage) {
        this.audience = audience;
        this.atStart = atStart;
        this.atMessage = atMessage;
    }

    static Probe atStart(Consumer<Bot> atStart) {
        return new Probe(Audience.OWN_MESSAGES, atStart, (bot, message) -> {});
    }

    static Probe atMessage(BiConsumer<Bot, ChatMessage> atMessage) {
        return new Probe(Audience.OWN_MESSAGES, bot -> {}, atMessage);
    }

    void note(Object what) {
        notes.add(what.toString());
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public Audience audience() {
        return audience;
    }

    @Override
    public BehaviourSession open(Bot bot) {
        note("open");
        atStart.accept(bot);
        return new BehaviourSession() {
            @Override
            public void onMessage(ChatMessage message) {
                note(message.text());
                atMessage.accept(bot, message);
            }

            @Override
            public void close() {
                note("close");
                bot.changeColor(ChatColor.Preset.RED);
            }
        };
    }
}
