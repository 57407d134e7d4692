package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.chat.ChatQueue;
import dev.chameleonbot.engine.color.ColorWriter;
import dev.chameleonbot.engine.guard.Watchdog;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.host.AccountPlatform;
import java.util.function.Consumer;

/**
 * What all bots of one account share.
 *
 * @param events gets what operators may want to know; returns at once
 * @param watchdog has the threads on which behaviours are called
 */
public record BotServices(
        Account account,
        ColorWriter colors,
        ChatQueue chat,
        Timers timers,
        AccountPlatform platform,
        Consumer<? super EngineEvent> events,
        Watchdog watchdog,
        EngineMeters meters) {}
