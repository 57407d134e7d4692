package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.doctor.Doctor;
import dev.chameleonbot.host.doctor.Examination;
import dev.chameleonbot.host.doctor.Examination.Reach;
import dev.chameleonbot.host.doctor.Finding;
import dev.chameleonbot.host.doctor.FindingsJson;
import dev.chameleonbot.host.doctor.TerminalCheck.Screen;
import dev.chameleonbot.host.doctor.Verdict;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.process.ProgramVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}: what is wrong with this machine and these data, and what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks for what keeps accounts from running: Java, configuration, plugins, state and key, limits, the way"
                    + " to Twitch, the clock, and each account's token. Says what to do.",
            "Changes nothing. Works with a running host, without one, and with one that does not answer."
        },
        exitCodeList = {"0:All is well, warnings apart.", "1:There are problems.", "2:Wrong usage."},
        footer = {
            "  chameleon doctor",
            "  chameleon doctor --no-tokens",
            "  chameleon doctor --json | jq '.checks[] | select(.verdict != \"ok\")'"
        })
final class DoctorCommand extends CliCommand implements Callable<Integer> {
    /** How many tokens are checked between two lines of progress. */
    private static final int A_WHILE = 50;

    @Mixin
    private final ConfigOption configOption = new ConfigOption();

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The state directory (default: the one of the data; see 'chameleon paths').")
    private @Nullable Path state;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Looks at the plugins of this folder alone (default: those that a host would load).")
    private @Nullable Path plugins;

    @Option(names = "--json", description = "Prints all findings as JSON.")
    private boolean json;

    @Option(names = "--no-tokens", description = "Does not ask Twitch about the accounts' tokens.")
    private boolean noTokens;

    @Option(names = "--offline", description = "Asks nothing of the network: no names, no endpoints, no tokens.")
    private boolean offline;

    @Override
    public Integer call() throws InterruptedException {
        Console console = console(json);
        Terminal terminal = console.terminal();
        Screen screen = new Screen(
                Terminal.isThere(),
                System.getProperty("stdout.encoding", "an unknown encoding"),
                terminal.width(),
                terminal.colored());
        DoctorText text = new DoctorText(console, Terminal.canShow(DoctorText.SIGNS));
        DataFolders folders = folders();
        List<Finding> findings;
        try (Examination examination = new Examination(folders, PluginPlaces.of(folders), System.getenv())) {
            Doctor doctor = new Doctor(examination.checks(reach(), screen, this::tell));
            findings = doctor.examine(json ? finding -> {} : text::show);
        }
        if (json) {
            console.show(FindingsJson.of(findings, ProgramVersion.ofThisProgram()));
        } else {
            text.sum(findings);
        }
        return Finding.count(findings, Verdict.Problem.class) == 0 ? 0 : ExitCode.PROBLEMS.code();
    }

    private DataFolders folders() {
        return configOption.lookedForIn(data.folders()).withState(state).withPlugins(plugins);
    }

    private Reach reach() {
        if (offline) {
            return Reach.OFFLINE;
        }
        return noTokens ? Reach.NO_TOKENS : Reach.ALL;
    }

    private void tell(int done, int all) {
        if (done % A_WHILE == 0 && done < all) {
            PrintWriter err = err();
            err.println("Looked at " + done + " of " + all + " tokens");
            err.flush();
        }
    }
}
