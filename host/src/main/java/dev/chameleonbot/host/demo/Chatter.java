package dev.chameleonbot.host.demo;

import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.simulator.ChatLine;
import dev.chameleonbot.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes in the simulated chat: the accounts in turn, and a stranger after every second of their messages.
 *
 * <p>The times of the messages are fixed beforehand and do not wait for what the host does, as people do not either.
 */
final class Chatter {
    private static final List<String> STRANGERS = List.of("stranger1", "stranger2", "stranger3");
    private static final List<String> TEXTS =
            List.of("hello there", "that was close Kappa", "gg", "what a save", "brb", "first", "nice one", "lol");

    private final Simulator twitch;
    private final DemoPlan plan;
    private final List<String> accounts;
    private final Consumer<ChatLine> onOwnMessage;

    Chatter(Simulator twitch, DemoPlan plan, Consumer<ChatLine> onOwnMessage) {
        this.twitch = twitch;
        this.plan = plan;
        this.accounts = plan.accountNames();
        this.onOwnMessage = onOwnMessage;
        STRANGERS.forEach(twitch::addUser);
    }

    /** Chats until the plan's time is over or a stop is asked for. */
    void chat(StopSignal stop) throws InterruptedException {
        long start = System.nanoTime();
        long end = plan.duration().map(duration -> duration.toNanos()).orElse(Long.MAX_VALUE);
        for (long number = 0; !stop.asked(); number++) {
            long due = (long) (number / plan.rate() * 1e9);
            if (due >= end) {
                stop.await(Duration.ofNanos(end - (System.nanoTime() - start)));
                return;
            }
            long left = due - (System.nanoTime() - start);
            if (left > 0 && stop.await(Duration.ofNanos(left))) {
                return;
            }
            write(number);
        }
    }

    private void write(long number) {
        int turn = (int) (number % accounts.size());
        String account = accounts.get(turn);
        String channel = pick(plan.channelNames(turn), number / accounts.size());
        onOwnMessage.accept(twitch.say(account, channel, pick(TEXTS, number)));
        if (number % 2 == 1) {
            twitch.say(pick(STRANGERS, number / 2), channel, pick(TEXTS, number + 3));
        }
    }

    private static String pick(List<String> from, long number) {
        return from.get((int) (number % from.size()));
    }
}
