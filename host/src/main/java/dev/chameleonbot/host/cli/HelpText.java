package dev.chameleonbot.host.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help of a command. A command says of itself what it does, its options, its exit codes and, as its footer, examples;
 * headings, and the usual exit codes, come from here. Made when somebody asks for it.
 */
final class HelpText {
    /** What picocli takes. */
    private static final int NARROWEST = 55;

    /** Longer lines are hard to read. */
    private static final int WIDEST = 100;

    private HelpText() {}

    /** For the terminal that it is shown on. */
    static Help of(CommandSpec command, Help.ColorScheme ignored) {
        Terminal terminal = Terminal.ofThisProcess(Console.optionsOf(command).color());
        command.usageMessage().width(width(terminal));
        complete(command);
        return new Help(command, Help.defaultColorScheme(terminal.ansi())) {
            @Override // As it is, also where it is long: examples are copied.
            public String footer(Object... params) {
                return Stream.of(commandSpec().usageMessage().footer())
                        .map(line -> line + System.lineSeparator())
                        .collect(Collectors.joining());
            }
        };
    }

    static int width(Terminal terminal) {
        return Math.clamp(terminal.width().orElse(UsageMessageSpec.DEFAULT_USAGE_WIDTH), NARROWEST, WIDEST);
    }

    /** Adds what all commands have. */
    static CommandSpec complete(CommandSpec command) {
        UsageMessageSpec help = command.usageMessage();
        if (help.exitCodeList().isEmpty()) {
            Map<String, String> codes = new LinkedHashMap<>();
            for (ExitCode code : new ExitCode[] {ExitCode.FINE, ExitCode.PROBLEMS, ExitCode.USAGE}) {
                codes.put(String.valueOf(code.code()), code.meaning());
            }
            help.exitCodeList(codes);
        }
        help.parameterListHeading("%nArguments:%n");
        help.optionListHeading("%nOptions:%n");
        help.commandListHeading("%nCommands:%n");
        help.exitCodeListHeading("%nExit codes:%n");
        if (hasExamples(help)) {
            help.footerHeading("%nExamples:%n");
        }
        return command;
    }

    static boolean hasExamples(UsageMessageSpec help) {
        return help.footer().length > 0 && help.footer()[0].startsWith("  chameleon ");
    }
}
