package dev.chameleonbot.host.manual;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A page for {@code man} of one command, in the macros of man(7), with the sections that man-pages(7) asks for. It has no
 * date, so that it is the same in each build.
 */
public final class ManualPage {
    private static final String SECTION = "1";

    private final DocumentedCommand command;
    private final StringBuilder page = new StringBuilder();
    private final StringBuilder further = new StringBuilder();

    /** Prepares a page. */
    public ManualPage(DocumentedCommand command) {
        this.command = command;
    }

    /** The name of the page's file. */
    public static String fileName(DocumentedCommand command) {
        return title(command) + "." + SECTION;
    }

    /** Adds a section of things with what they mean, before the examples. */
    public ManualPage with(String title, Map<String, String> entries) {
        further.append(section(title));
        entries.forEach((name, meaning) -> further.append(entry(bold(name), List.of(meaning))));
        return this;
    }

    /** The page's source. */
    public String text() {
        page.setLength(0);
        page.append(".TH ")
                .append(quoted(title(command).toUpperCase(Locale.ROOT)))
                .append(" ")
                .append(quoted(SECTION))
                .append(" \"\" \"Chameleon\" \"Chameleon Manual\"\n.ad l\n.nh\n");
        page.append(section("NAME"))
                .append(escaped(title(command)))
                .append(" \\- ")
                .append(line(command.summary()));
        page.append(section("SYNOPSIS")).append(line(synopsis()));
        page.append(section("DESCRIPTION"))
                .append(command.description().stream().map(ManualPage::line).collect(Collectors.joining(".PP\n")));
        arguments();
        commands();
        page.append(section("EXIT STATUS"));
        command.spec()
                .usageMessage()
                .exitCodeList()
                .forEach((code, meaning) -> page.append(entry(bold(code), List.of(meaning))));
        page.append(further);
        examples();
        seeAlso();
        return page.toString();
    }

    private static String title(DocumentedCommand command) {
        return String.join("-", command.words());
    }

    private String synopsis() {
        return new Help(command.spec(), Help.defaultColorScheme(Help.Ansi.OFF))
                .synopsis(0)
                .strip()
                .replaceAll("\\s+", " ");
    }

    private void arguments() {
        List<PositionalParamSpec> parameters = command.parameters();
        if (!parameters.isEmpty()) {
            page.append(section("ARGUMENTS"));
            parameters.forEach(parameter ->
                    page.append(entry(italic(parameter.paramLabel()), DocumentedCommand.described(parameter))));
        }
        if (!command.options().isEmpty()) {
            page.append(section("OPTIONS"));
            command.options()
                    .forEach(option -> page.append(entry(option(option), DocumentedCommand.described(option))));
        }
    }

    private static String option(OptionSpec option) {
        String names = Stream.of(option.names()).map(ManualPage::bold).collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + "=" + italic(option.paramLabel());
    }

    private void commands() {
        if (command.below().isEmpty()) {
            return;
        }
        page.append(section("COMMANDS"));
        command.below()
                .forEach(below -> page.append(entry(
                        bold(title(below)) + "(" + SECTION + ")",
                        below.description()
                                .subList(0, Math.min(1, below.description().size())))));
    }

    private void examples() {
        String[] footer = command.spec().usageMessage().footer();
        if (footer.length > 0) {
            page.append(section("EXAMPLES")).append(".nf\n");
            Stream.of(footer).forEach(example -> page.append(line(example.strip())));
            page.append(".fi\n");
        }
    }

    private void seeAlso() {
        if (!command.isProgram()) {
            DocumentedCommand above = new DocumentedCommand(
                    command.words().subList(0, command.words().size() - 1),
                    command.spec().parent());
            page.append(section("SEE ALSO"))
                    .append(".BR ")
                    .append(escaped(title(above)))
                    .append(" (" + SECTION + ")\n");
        }
    }

    private static String section(String title) {
        return ".SH " + quoted(title) + "\n";
    }

    private static String entry(String name, List<String> paragraphs) {
        return paragraphs.stream()
                .map(ManualPage::line)
                .collect(Collectors.joining(".br\n", ".TP\n" + name + "\n", ""));
    }

    private static String quoted(String text) {
        return "\"" + escaped(text) + "\"";
    }

    private static String bold(String text) {
        return "\\fB" + escaped(text) + "\\fR";
    }

    private static String italic(String text) {
        return "\\fI" + escaped(text) + "\\fR";
    }

    /** One that begins with a dot or an apostrophe would be a request. */
    private static String line(String text) {
        String escaped = escaped(text);
        return (escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "") + escaped + "\n";
    }

    /** As it is to be read: a hyphen that can be copied, and characters that each roff has. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\(rs");
                case '-' -> escaped.append("\\-");
                case '"' -> escaped.append("\\(dq");
                case '\'' -> escaped.append("\\(aq");
                case '~' -> escaped.append("\\(ti");
                case '^' -> escaped.append("\\(ha");
                case '`' -> escaped.append("\\(ga");
                default -> {
                    if (c < 0x80) {
                        escaped.append((char) c);
                    } else {
                        escaped.append(String.format(Locale.ROOT, "\\[u%04X]", c));
                    }
                }
            }
        });
        return escaped.toString();
    }
}
