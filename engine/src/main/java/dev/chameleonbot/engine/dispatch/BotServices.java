package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.color.ColorWriter;
import dev.chameleonbot.engine.guard.Watchdog;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.host.AccountPlatform;
import java.util.function.Consumer;

/**
 * What all bots of one account share.
 *
 * @param account the account
 * @param colors sets its colour
 * @param chat sends its messages
 * @param timers the clock
 * @param platform the services and events of its sessions
 * @param events gets what operators may want to know; returns at once
 * @param watchdog has the threads on which behaviours are called
 * @param meters counts what all accounts do
 */
public record BotServices(
        Account account,
        ColorWriter colors,
        ChatSender chat,
        Timers timers,
        AccountPlatform platform,
        Consumer<? super EngineEvent> events,
        Watchdog watchdog,
        EngineMeters meters) {

    /** Sends chat messages; returns at once. */
    @FunctionalInterface
    public interface ChatSender {
        /**
         * Sends a message.
         *
         * @param channel where to
         * @param text what to say
         * @param whenDone gets the outcome, from any thread, unless the account ends before; must not block
         */
        void say(ChannelId channel, String text, Consumer<? super SayResult> whenDone);
    }
}
