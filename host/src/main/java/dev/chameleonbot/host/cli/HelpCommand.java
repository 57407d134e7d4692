package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.ConfigReference;
import dev.chameleonbot.host.config.NearestName;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code help}: describes a command, a key of the configuration, or a topic. */
@Command(
        name = "help",
        helpCommand = true,
        mixinStandardHelpOptions = true,
        description = {
            "Tells of a command, of what can be configured, or of a topic.",
            "Topics: exit-codes, environment, config, and each key of the configuration, such as config.plugins."
        },
        exitCodeList = {"0:Told.", "2:There is nothing of that name."},
        footer = {
            "  chameleon help plugins install",
            "  chameleon help config.users.channels",
            "  chameleon help exit-codes"
        })
final class HelpCommand extends CliCommand implements Runnable, ChameleonCommand.TellsOfAll {
    private static final Logger log = LoggerFactory.getLogger(HelpCommand.class);
    private static final String CONFIG = "config";
    private static final String PLUGINS = CONFIG + ".plugins";
    private static final int GAP = 2;
    private static final int LONGEST_NAME = 26;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND|TOPIC",
            description = "A command, one of its commands too, or a topic.")
    private List<String> words = List.of();

    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public void run() {
        CommandLine program = spec.root().commandLine();
        Optional<CommandLine> command = command(program, words);
        if (command.isPresent()) {
            command.get().usage(spec.commandLine().getOut());
            return;
        }
        Console console = console();
        String word = words.getFirst();
        Optional<HelpTopic> topic = HelpTopic.of(word);
        Optional<String> key = word.equals(CONFIG) || word.startsWith(CONFIG + ".")
                ? reference(word).text(word)
                : Optional.empty();
        if (words.size() == 1 && topic.isPresent()) {
            show(topic.get(), console);
        } else if (words.size() == 1 && key.isPresent()) {
            console.show(key.get().stripTrailing());
        } else {
            throw unknown(program);
        }
    }

    /** The command that the words lead to, from the program on; empty where one of them leads nowhere. */
    private static Optional<CommandLine> command(CommandLine program, List<String> words) {
        CommandLine found = program;
        for (String word : words) {
            found = found.getSubcommands().get(word);
            if (found == null) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    private static void show(HelpTopic topic, Console console) {
        Terminal terminal = console.terminal();
        Help.ColorScheme colors = Help.defaultColorScheme(terminal.ansi());
        int longest = topic.entries().keySet().stream()
                .mapToInt(String::length)
                .filter(length -> length <= LONGEST_NAME)
                .max()
                .orElse(0);
        int left = longest + 2 * GAP;
        Help.TextTable table = Help.TextTable.forColumns(
                colors,
                new Help.Column(left, GAP, Overflow.SPAN),
                new Help.Column(HelpText.width(terminal) - left, 0, Overflow.WRAP));
        table.indentWrappedLines = 0;
        topic.entries().forEach((name, meaning) -> table.addRowValues(colors.optionText(name), colors.text(meaning)));
        console.show(topic.introduction());
        console.show(table.toString().stripTrailing());
    }

    /** With what plugins declare, where something of theirs is asked for: for that, they are loaded. */
    private ConfigReference reference(String path) {
        return new ConfigReference(path.startsWith(PLUGINS + ".") ? settings() : Map.of());
    }

    private Map<String, SettingsSchema> settings() {
        try (PluginHost plugins = PluginHost.load(PluginPlaces.of(data.folders()))) {
            return plugins.schemas();
        } catch (OperationException e) {
            log.warn("What can be set for plugins is not known: {}", e.getMessage());
            return Map.of();
        }
    }

    private ParameterException unknown(CommandLine program) {
        int led = words.size() - 1;
        while (command(program, words.subList(0, led)).isEmpty()) {
            led--;
        }
        CommandLine nearest = command(program, words.subList(0, led)).orElseThrow();
        String word = words.get(led);
        Collection<String> names =
                led == 0 ? topics(program, word) : nearest.getSubcommands().keySet();
        String before = led == 0 ? "" : String.join(" ", words.subList(0, led)) + " ";
        return wrongUsage("There is no command or topic '" + before + word + "'"
                + NearestName.of(word, names)
                        .map(name -> "; did you mean '" + before + name + "'?")
                        .orElse(""));
    }

    private List<String> topics(CommandLine program, String word) {
        List<String> topics = new ArrayList<>(program.getSubcommands().keySet());
        Stream.of(HelpTopic.values()).map(HelpTopic::word).forEach(topics::add);
        topics.addAll(reference(word).paths());
        return topics;
    }
}
