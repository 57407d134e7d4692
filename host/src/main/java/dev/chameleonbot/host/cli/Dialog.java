package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.process.StopSignal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Asks the person at the terminal, line by line, or the program that writes to standard input. For one thread; a question
 * that is not answered before the input's end is a failure of the command that names the option which answers it.
 *
 * @param in where answers come from
 * @param out where questions go
 * @param takesProposals whether what is proposed is taken without a question, as {@code --yes} wants it
 */
record Dialog(BufferedReader in, PrintWriter out, boolean takesProposals, StopSignal stop) {
    /** On the terminal of a command, with answers from standard input. */
    static Dialog of(CommandSpec command, boolean takesProposals, StopSignal stop) {
        return of(
                command,
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
                takesProposals,
                stop);
    }

    /** The same with answers from somewhere else. */
    static Dialog of(CommandSpec command, BufferedReader in, boolean takesProposals, StopSignal stop) {
        return new Dialog(in, command.commandLine().getOut(), takesProposals, stop);
    }

    /** Says something. */
    void say(String... lines) {
        for (String line : lines) {
            out.println(line);
        }
        out.flush();
    }

    /**
     * Asks for a text.
     *
     * @param question the question, without its mark
     * @return the answer, not blank
     */
    String ask(String question, String option) {
        while (true) {
            String answer = line(question + ": ", option).strip();
            if (!answer.isEmpty()) {
                return answer;
            }
        }
    }

    /**
     * Asks for a text and proposes one.
     *
     * @param question the question, without its mark
     * @param proposal what an empty answer means
     */
    String ask(String question, String proposal, String option) {
        if (takesProposals) {
            say(question + ": " + proposal);
            return proposal;
        }
        String answer = line(question + " [" + proposal + "]: ", option).strip();
        return answer.isEmpty() ? proposal : answer;
    }

    /**
     * Asks for a yes or a no.
     *
     * @param proposal what an empty answer means
     * @return whether it is a yes
     */
    boolean confirm(String question, boolean proposal, String option) {
        if (takesProposals) {
            return proposal;
        }
        while (true) {
            String answer = line(question + (proposal ? " [Y/n] " : " [y/N] "), option)
                    .strip()
                    .toLowerCase(Locale.ROOT);
            switch (answer) {
                case "" -> {
                    return proposal;
                }
                case "y", "yes" -> {
                    return true;
                }
                case "n", "no" -> {
                    return false;
                }
                default -> say("Answer y or n.");
            }
        }
    }

    private String line(String prompt, String option) {
        out.print(prompt);
        out.flush();
        Optional<String> line;
        try {
            line = Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw CommandFailedException.unreadable("Standard input cannot be read: " + e.getMessage());
        }
        if (line.isEmpty() || stop.asked()) {
            out.println();
            throw CommandFailedException.unreadable(
                    "Nobody answers; give the answer with " + option + ", or run it in a terminal");
        }
        return line.get();
    }
}
