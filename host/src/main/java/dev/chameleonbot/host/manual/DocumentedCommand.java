package dev.chameleonbot.host.manual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A documented command, as it is declared.
 *
 * @param words its name and those of the commands above it, the program's first
 */
public record DocumentedCommand(List<String> words, CommandSpec spec) {
    public DocumentedCommand {
        words = List.copyOf(words);
    }

    /** The program and all its commands that are not hidden, each before those below it. */
    public static List<DocumentedCommand> allOf(CommandSpec program) {
        List<DocumentedCommand> all = new ArrayList<>();
        add(new DocumentedCommand(List.of(program.name()), program), all);
        return all;
    }

    private static void add(DocumentedCommand command, List<DocumentedCommand> all) {
        all.add(command);
        command.below().forEach(each -> add(each, all));
    }

    /** The commands directly below it. */
    public List<DocumentedCommand> below() {
        return spec.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(each -> !each.usageMessage().hidden())
                .map(this::above)
                .toList();
    }

    private DocumentedCommand above(CommandSpec below) {
        List<String> longer = new ArrayList<>(words);
        longer.add(below.name());
        return new DocumentedCommand(longer, below);
    }

    /** Whether it is the program itself. */
    public boolean isProgram() {
        return words.size() == 1;
    }

    /** Its name alone. */
    String name() {
        return words.getLast();
    }

    /** What it does, in a sentence without a full stop. */
    String summary() {
        return sentence(description());
    }

    /** What it does, in paragraphs. */
    List<String> description() {
        return Stream.of(spec.usageMessage().description())
                .map(DocumentedCommand::unescaped)
                .toList();
    }

    /** picocli formats what is declared. */
    private static String unescaped(String declared) {
        return declared.replace("%%", "%");
    }

    /** Its options, in the order of their longest names. */
    List<OptionSpec> options() {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
    }

    List<PositionalParamSpec> parameters() {
        return spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .toList();
    }

    /** What an option or a parameter is for, in a sentence without a full stop. */
    static String summary(ArgSpec argument) {
        return sentence(described(argument));
    }

    /** All that is said of an option or a parameter, with its default and its possible values in it. */
    static List<String> described(ArgSpec argument) {
        String candidates = String.join(", ", candidates(argument));
        return Stream.of(argument.description())
                .map(line -> unescaped(line.replace("${COMPLETION-CANDIDATES}", candidates)
                        .replace(
                                "${DEFAULT-VALUE}",
                                Optional.ofNullable(argument.defaultValue()).orElse("none"))))
                .toList();
    }

    /** The values that there are; empty where it may be any. */
    static List<String> candidates(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null
                ? List.of()
                : StreamSupport.stream(candidates.spliterator(), false).toList();
    }

    /** Also where something else may stand in its place, such as an address. */
    static boolean isPath(ArgSpec argument) {
        return Path.class.isAssignableFrom(argument.type())
                || argument.paramLabel().contains("FILE")
                || argument.paramLabel().contains("JAR");
    }

    static boolean isFolder(ArgSpec argument) {
        return isPath(argument) && argument.paramLabel().equals("DIR");
    }

    private static String sentence(List<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        String text = lines.getFirst();
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
    }
}
