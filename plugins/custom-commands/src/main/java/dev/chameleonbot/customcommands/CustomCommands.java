package dev.chameleonbot.customcommands;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.Permission;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.Settings;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** Answers the operator's commands, each with its text. */
@Extension
public final class CustomCommands implements ChatBehaviour {
    static final Setting<String> NAME = Setting.text("name", 50)
            .checked(name -> CommandNames.problem(List.of(name)))
            .describedAs("The name of the command, without the exclamation mark");
    static final Setting<List<String>> ALIASES =
            Setting.texts("aliases", 50).checked(CommandNames::problem).describedAs("Other names of the command");
    static final Setting<String> REPLY = Setting.text("reply", 500)
            .doubted(reply -> new Reply(reply).unknown())
            .describedAs("The answer; {user}, {target}, {text}, {channel} and {count} are replaced");
    static final Setting<Permission> ALLOW = Setting.choice("allow", Permission.class)
            .orElse(Permission.EVERYONE)
            .describedAs("Who may use the command; each group includes those before it");
    static final Setting<Duration> COOLDOWN = Setting.duration("cooldown", Duration.ZERO, Duration.ofHours(24))
            .orElse(Duration.ofSeconds(5))
            .describedAs("The shortest time between two answers in a channel");
    static final Setting<List<Settings>> COMMANDS = Setting.objects(
                    "commands", SettingsSchema.of(NAME, ALIASES, REPLY, ALLOW, COOLDOWN))
            .checked(CommandNames::repeated)
            .describedAs("The commands");

    /** Creates the behaviour; called by pf4j. */
    public CustomCommands() {}

    @Override
    public SettingsSchema settings() {
        return SettingsSchema.of(COMMANDS);
    }

    @Override
    public Set<String> scopes() {
        return Set.of("user:write:chat");
    }

    @Override
    public BehaviourSession open(Bot bot) {
        CommandReplies replies = new CommandReplies(bot);
        List<Settings> commands = bot.settings().get(COMMANDS);
        commands.forEach(replies::add);
        if (!commands.isEmpty()) {
            bot.showStatus(commands.size() == 1 ? "1 command" : commands.size() + " commands");
        }
        return message -> {};
    }
}
