package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command shows on standard output: what was asked for, and remarks in addition, which {@code --quiet} leaves out
 * and which would make JSON unreadable. Each line is there at once.
 */
final class Console {
    private final PrintWriter out;
    private final boolean remarks;
    private final GlobalOptions options;

    private Console(PrintWriter out, boolean remarks, GlobalOptions options) {
        this.out = out;
        this.remarks = remarks;
        this.options = options;
    }

    /** One that stands alone, as in a test. */
    static Console to(PrintWriter out) {
        return new Console(out, true, GlobalOptions.USUAL);
    }

    static Console of(CommandSpec command) {
        GlobalOptions options = optionsOf(command);
        return new Console(command.commandLine().getOut(), !options.isQuiet(), options);
    }

    /** That of a command which was asked for JSON or not; with JSON there are no remarks. */
    static Console of(CommandSpec command, boolean json) {
        Console console = of(command);
        return json ? new Console(console.out, false, console.options) : console;
    }

    static GlobalOptions optionsOf(CommandSpec command) {
        return command.root().userObject() instanceof ChameleonCommand program
                ? program.options()
                : GlobalOptions.USUAL;
    }

    /** Where it is shown. */
    Terminal terminal() {
        return Terminal.ofThisProcess(options.color());
    }

    boolean isColored() {
        return Terminal.isColored(options.color(), Terminal.isThere(), System.getenv());
    }

    boolean hasRemarks() {
        return remarks;
    }

    /** Tells what happens. */
    void remark(String line) {
        if (remarks) {
            show(line);
        }
    }

    /** Shows what was asked for. */
    void show(String line) {
        out.println(line);
        out.flush();
    }

    /** Shows what was asked for. */
    void show(Table table) {
        table.lines(terminal()).forEach(out::println);
        out.flush();
    }

    /** Shows what was asked for: one object. */
    void show(JsonNode object) {
        show(object.toPrettyString());
    }

    /** Shows one object of several that come one after the other, in a line of its own. */
    void showLine(JsonNode object) {
        show(object.toString());
    }
}
