package dev.chameleonbot.host.manual;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lines of fish's {@code complete} for each command. Which command it is fish finds out by a function: it follows the words
 * that lead from one command to the next, so that an option's value between them does no harm.
 */
final class FishCompletion {
    private final CommandSpec program;
    private final StringBuilder script = new StringBuilder();

    FishCompletion(CommandSpec program) {
        this.program = program;
    }

    String text() {
        List<DocumentedCommand> all = DocumentedCommand.allOf(program);
        String function = "__" + program.name() + "_command";
        script.append("# Which command the words so far lead to.\n");
        script.append("function ").append(function).append("\n");
        script.append("    set -l command ").append(program.name()).append("\n");
        script.append("    for word in (commandline -opc)[2..-1]\n");
        script.append("        if contains -- \"$command $word\" \\\n");
        script.append(all.stream()
                .filter(command -> !command.isProgram())
                .map(command -> "            '" + String.join(" ", command.words()) + "'")
                .collect(Collectors.joining(" \\\n", "", "\n")));
        script.append("            set command \"$command $word\"\n        end\n    end\n");
        script.append("    test \"$command\" = \"$argv\"\nend\n\n");
        script.append("complete -c ").append(program.name()).append(" -f\n");
        all.forEach(command -> command(command, function));
        return script.toString();
    }

    private void command(DocumentedCommand command, String function) {
        String start =
                "complete -c " + program.name() + " -n '" + function + " " + String.join(" ", command.words()) + "'";
        script.append("\n");
        for (DocumentedCommand below : command.below()) {
            script.append(start)
                    .append(" -a ")
                    .append(below.name())
                    .append(" -d ")
                    .append(quoted(below.summary()))
                    .append("\n");
        }
        for (OptionSpec option : command.options()) {
            script.append(start)
                    .append(names(option))
                    .append(option.arity().max() == 0 ? "" : values(option, " -r", " -x"))
                    .append(" -d ")
                    .append(quoted(DocumentedCommand.summary(option)))
                    .append("\n");
        }
        if (command.below().isEmpty()) {
            command.parameters().stream()
                    .map(parameter -> values(parameter, "", ""))
                    .filter(values -> !values.isEmpty())
                    .forEach(values -> script.append(start).append(values).append("\n"));
        }
    }

    private static String names(OptionSpec option) {
        return List.of(option.names()).stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
    }

    private static String values(ArgSpec argument, String whereFiles, String otherwise) {
        List<String> candidates = DocumentedCommand.candidates(argument);
        if (!candidates.isEmpty()) {
            return otherwise + " -a " + quoted(String.join(" ", candidates));
        }
        if (DocumentedCommand.isFolder(argument)) {
            return otherwise + " -a '(__fish_complete_directories)'";
        }
        return DocumentedCommand.isPath(argument) ? whereFiles + " -F" : otherwise;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
