package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.manual.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: what a shell has to read in order to complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the script by which a shell completes commands, options and their values.",
            "Packages bring these scripts; a distribution has them in its folder 'completion'."
        },
        exitCodeList = {"0:Printed.", "2:Wrong usage."},
        footer = {
            "  chameleon completion bash > ~/.local/share/bash-completion/completions/chameleon",
            "  chameleon completion zsh > ~/.zfunc/_chameleon",
            "  chameleon completion fish > ~/.config/fish/completions/chameleon.fish"
        })
final class CompletionCommand extends CliCommand implements Runnable, ChameleonCommand.TellsOfAll {
    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Shell shell;

    @Override
    public void run() {
        console().show(shell.completion(spec.root()).stripTrailing());
    }
}
