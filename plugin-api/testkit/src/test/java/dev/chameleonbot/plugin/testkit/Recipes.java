package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.Argument;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.Command;
import dev.chameleonbot.plugin.api.Permission;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The recipes of the tutorial, which quotes them. */
final class Recipes {
    private Recipes() {}

    /** Counts what everyone writes. */
    static final class Counting implements ChatBehaviour {
        @Override
        public Audience audience() {
            return Audience.EVERYONE;
        }

        @Override
        public BehaviourSession open(Bot bot) {
            return message -> {
                long seen = bot.memory().get("seen").map(Long::valueOf).orElse(0L) + 1;
                bot.memory().put("seen", Long.toString(seen));
            };
        }
    }

    /** Reminds moderators of things. */
    static final class Reminding implements ChatBehaviour {
        @Override
        public BehaviourSession open(Bot bot) {
            Command remind = Command.named("remind")
                    .takes(Argument.number("minutes", 1, 24 * 60), Argument.rest("text"))
                    .allow(Permission.MODERATOR)
                    .cooldown(Duration.ofSeconds(10));
            bot.commands().add(remind, call -> {
                Duration delay = Duration.ofMinutes(call.number("minutes").orElseThrow());
                String text = call.text("text").orElseThrow();
                bot.schedule().after(delay, () -> bot.say(call.message().channel(), text));
            });
            return message -> {};
        }
    }

    /** Rolls dice, and wants to know whether anybody has read it. */
    static final class Rolling implements ChatBehaviour {
        @Override
        public Set<String> scopes() {
            return Set.of("user:write:chat");
        }

        @Override
        public BehaviourSession open(Bot bot) {
            bot.commands().add(Command.named("dice"), call -> {
                String rolled = "It is a " + ThreadLocalRandom.current().nextInt(1, 7);
                bot.say(call.message().channel(), rolled, result -> {
                    if (!(result instanceof SayResult.Sent)) {
                        bot.log().warn("The message was not sent: {}", result);
                    }
                });
            });
            return message -> {};
        }
    }

    /** Shows the account in a colour of the operator's choice. */
    static final class Colouring implements ChatBehaviour {
        private static final Setting<List<String>> COLORS =
                Setting.texts("colors", 20).orElse(List.of("#ff69b4")).describedAs("The colours, one after the other");

        @Override
        public SettingsSchema settings() {
            return SettingsSchema.of(COLORS);
        }

        @Override
        public BehaviourSession open(Bot bot) {
            List<ChatColor> colors = bot.settings().get(COLORS).stream()
                    .flatMap(text -> ChatColor.parse(text).stream())
                    .toList();
            return new BehaviourSession() {
                private int next;

                @Override
                public void onMessage(ChatMessage message) {
                    ChatColor color = colors.get(next++ % colors.size());
                    bot.changeColor(color, result -> {
                        if (result instanceof ColorResult.HexRefused) {
                            bot.log().warn("The account can only use presets");
                        }
                    });
                }

                @Override
                public void close() {
                    bot.log().info("{} colours were asked for", next);
                }
            };
        }
    }

    /** Says how long a stream was. */
    static final class Timing implements ChatBehaviour {
        @Override
        public BehaviourSession open(Bot bot) {
            Map<ChannelId, Instant> begun = new HashMap<>();
            bot.events().listen(BotEvent.StreamOnline.class, event -> begun.put(event.channel(), event.startedAt()));
            bot.events().listen(BotEvent.StreamOffline.class, event -> {
                Instant start = begun.remove(event.channel());
                if (start != null) {
                    Duration length = Duration.between(start, event.at());
                    bot.say(event.channel(), "That was " + length.toMinutes() + " minutes!");
                }
            });
            return message -> {};
        }
    }

    /** Counts how often the account comes back. */
    static final class Watching implements ChatBehaviour {
        @Override
        public BehaviourSession open(Bot bot) {
            bot.events().listen(BotEvent.Reconnecting.class, event -> {
                bot.metrics().counter("reconnects").increment();
                bot.log().info("The account reconnects: {}", event.reason());
            });
            return message -> {};
        }
    }
}
