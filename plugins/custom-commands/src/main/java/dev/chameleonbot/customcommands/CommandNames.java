package dev.chameleonbot.customcommands;

import dev.chameleonbot.plugin.api.Command;
import dev.chameleonbot.plugin.api.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks the names of commands. */
final class CommandNames {
    private CommandNames() {}

    /** The problem of the first unusable name. */
    static Optional<String> problem(List<String> names) {
        for (String name : names) {
            try {
                var unused = Command.named(name);
            } catch (IllegalArgumentException e) {
                return Optional.of("has the unusable name '" + name + "': " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** The problem if two commands have the same name, or one has it twice. */
    static Optional<String> repeated(List<Settings> commands) {
        Map<String, Integer> owners = new HashMap<>();
        for (int i = 0; i < commands.size(); i++) {
            for (String name : names(commands.get(i))) {
                Integer owner = owners.putIfAbsent(name, i);
                if (owner != null) {
                    return Optional.of("has the name '" + name + "' in [" + owner + "] and again in [" + i
                            + "]; names must differ");
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> names(Settings command) {
        List<String> names = new ArrayList<>(command.get(CustomCommands.ALIASES));
        names.add(command.get(CustomCommands.NAME));
        names.replaceAll(name -> name.toLowerCase(Locale.ROOT));
        return names;
    }
}
