package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.host.manual.DocumentedCommand;
import dev.chameleonbot.host.manual.ManualPage;
import dev.chameleonbot.host.manual.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code write-manual}: the files that packages bring: pages for man, and the shells' completion. For the build. */
@Command(
        name = "write-manual",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Writes the pages for man into DIR/man, and the shells' completion into DIR/completion.",
        footer = "  chameleon write-manual target")
final class WriteManualCommand extends CliCommand implements Runnable, ChameleonCommand.TellsOfAll {
    @Parameters(paramLabel = "DIR", description = "The folder; files that are there are overwritten.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path folder;

    @Override
    public void run() {
        try {
            Path completion = Files.createDirectories(folder.resolve("completion"));
            for (Shell shell : Shell.values()) {
                write(completion.resolve(shell.fileName()), shell.completion(spec.root()));
            }
            Path pages = Files.createDirectories(folder.resolve("man"));
            for (DocumentedCommand command : DocumentedCommand.allOf(spec.root())) {
                HelpText.complete(command.spec());
                write(pages.resolve(ManualPage.fileName(command)), page(command));
            }
        } catch (IOException e) {
            throw new CommandFailedException("The manual cannot be written to " + folder + ": " + IoWords.of(e));
        }
    }

    /** What has not changed keeps its time, so that nothing is built of it again. */
    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }

    private static String page(DocumentedCommand command) {
        ManualPage page = new ManualPage(command);
        return command.isProgram()
                ? page.with("ENVIRONMENT", HelpTopic.ENVIRONMENT.entries()).text()
                : page.text();
    }
}
