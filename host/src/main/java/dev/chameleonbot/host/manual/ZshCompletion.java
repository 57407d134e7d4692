package dev.chameleonbot.host.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A function of zsh for each command, by {@code _arguments}: options and commands are shown with what they are for. */
final class ZshCompletion {
    private static final String UNDECIDED = "";

    private final CommandSpec program;
    private final StringBuilder script = new StringBuilder();

    ZshCompletion(CommandSpec program) {
        this.program = program;
    }

    String text() {
        script.append("#compdef ").append(program.name()).append("\n");
        DocumentedCommand.allOf(program).forEach(this::function);
        script.append("\n").append(function(List.of(program.name()))).append(" \"$@\"\n");
        return script.toString();
    }

    private static String function(List<String> words) {
        return "_" + String.join("__", words).replace('-', '_');
    }

    private void function(DocumentedCommand command) {
        List<DocumentedCommand> below = command.below();
        List<String> specs = new ArrayList<>();
        command.options().forEach(option -> specs.add(option(option)));
        if (below.isEmpty()) {
            command.parameters().forEach(parameter -> specs.add(parameter(parameter)));
        } else {
            specs.add("'1:command:->command'");
            specs.add("'*::argument:->arguments'");
        }
        script.append("\n").append(function(command.words())).append("() {\n");
        script.append("  local context state state_descr line\n  typeset -A opt_args\n");
        script.append(specs.stream().collect(Collectors.joining(" \\\n    ", "  _arguments -s -S -C \\\n    ", "\n")));
        if (!below.isEmpty()) {
            choice(below);
        }
        script.append("}\n");
    }

    private void choice(List<DocumentedCommand> below) {
        script.append("  case $state in\n    command)\n      local -a commands=(\n");
        below.forEach(each -> script.append("        ")
                .append(quoted(each.name() + ":" + each.summary().replace("\\", "\\\\")))
                .append("\n"));
        script.append("      )\n      _describe -t commands command commands\n      ;;\n    arguments)\n");
        script.append("      case $words[1] in\n");
        below.forEach(each -> script.append("        ")
                .append(each.name())
                .append(") ")
                .append(function(each.words()))
                .append(" ;;\n"));
        script.append("      esac\n      ;;\n  esac\n");
    }

    /** Each of its names excludes the others, unless it may come more than once. */
    private static String option(OptionSpec option) {
        String exclusion = option.isMultiValue() ? "'*'" : quoted("(" + String.join(" ", option.names()) + ")");
        String explained =
                "[" + DocumentedCommand.summary(option).replaceAll("([\\[\\]\\\\])", "\\\\$1") + "]" + value(option);
        String names = Stream.of(option.names())
                .map(name -> option.arity().max() == 0 ? name : name + (name.startsWith("--") ? "=" : "+"))
                .collect(Collectors.joining(","));
        return exclusion + (option.names().length > 1 ? "{" + names + "}" : names) + quoted(explained);
    }

    private static String value(OptionSpec option) {
        return option.arity().max() == 0 ? "" : ":" + option.paramLabel() + ":" + values(option);
    }

    private static String parameter(PositionalParamSpec parameter) {
        String place = parameter.index().isVariable() || parameter.isMultiValue()
                ? "*"
                : String.valueOf(parameter.index().min() + 1);
        String optional = parameter.arity().min() == 0 && !place.equals("*") ? ":" : "";
        return quoted(place + optional + ":" + parameter.paramLabel().replace(":", "") + ":" + values(parameter));
    }

    private static String values(ArgSpec argument) {
        List<String> candidates = DocumentedCommand.candidates(argument);
        if (!candidates.isEmpty()) {
            return "(" + String.join(" ", candidates) + ")";
        }
        if (DocumentedCommand.isFolder(argument)) {
            return "_directories";
        }
        return DocumentedCommand.isPath(argument) ? "_files" : UNDECIDED;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
