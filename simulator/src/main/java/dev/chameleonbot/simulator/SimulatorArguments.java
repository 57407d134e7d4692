package dev.chameleonbot.simulator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The command line of the simulator.
 *
 * @param port the port to listen on
 * @param rateLimit calls to Helix for each account and minute
 * @param users the logins of the accounts
 * @param writeConfig the file to write a configuration into
 * @param help whether only the usage is asked for
 */
record SimulatorArguments(int port, int rateLimit, List<String> users, Optional<Path> writeConfig, boolean help) {
    static final String USAGE = """
        Usage: simulator [--port N] [--users a,b,c] [--rate-limit N] [--write-config FILE]

        Simulates Twitch on 127.0.0.1: EventSub, Helix and OAuth, with a page to chat at /.

          --port N             port to listen on, 0 for a free one (default 9000)
          --users a,b,c        accounts, each of them a channel as well (default alice,bob)
          --rate-limit N       Helix calls per account and minute (default 800)
          --write-config FILE  write a bot's configuration for these accounts to FILE
          --help               show this and exit
        """;

    /** A command line that is not understood; the message says why. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static SimulatorArguments parse(String... args) throws UsageException {
        int port = 9000;
        int rateLimit = 800;
        List<String> users = List.of("alice", "bob");
        Optional<Path> writeConfig = Optional.empty();
        List<String> rest = new ArrayList<>();
        for (String arg : args) {
            int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
            rest.addAll(equals < 0 ? List.of(arg) : List.of(arg.substring(0, equals), arg.substring(equals + 1)));
        }
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--help", "-h" -> {
                    return new SimulatorArguments(port, rateLimit, users, writeConfig, true);
                }
                case "--port" -> port = number(option, value(option, rest), 0, 65_535);
                case "--rate-limit" -> rateLimit = number(option, value(option, rest), 1, Integer.MAX_VALUE);
                case "--users" -> users = logins(value(option, rest));
                case "--write-config" -> writeConfig = Optional.of(Path.of(value(option, rest)));
                default -> throw new UsageException("Unknown argument: " + option);
            }
        }
        return new SimulatorArguments(port, rateLimit, users, writeConfig, false);
    }

    private static String value(String option, List<String> rest) throws UsageException {
        if (rest.isEmpty() || rest.getFirst().isEmpty()) {
            throw new UsageException(option + " needs a value");
        }
        return rest.removeFirst();
    }

    private static int number(String option, String text, int least, int most) throws UsageException {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new UsageException(option + " needs a number, not " + text);
        }
        throw new UsageException(option + " must be between " + least + " and " + most + ", not " + text);
    }

    private static List<String> logins(String text) throws UsageException {
        List<String> logins = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (logins.isEmpty() || !logins.stream().allMatch(name -> name.matches("[A-Za-z0-9_]{1,25}"))) {
            throw new UsageException("--users needs names of 1 to 25 letters, digits or _, separated by commas");
        }
        return logins;
    }
}
