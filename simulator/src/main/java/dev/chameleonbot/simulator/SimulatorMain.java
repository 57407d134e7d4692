package dev.chameleonbot.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The simulator as a standalone program. */
public final class SimulatorMain {
    private static final int FINE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private SimulatorMain() {}

    /** Runs the simulator and exits with the code of {@link #run}. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs the simulator until the calling thread is interrupted or the JVM is told to end, which waits for it to close.
     *
     * @param args see {@code --help}
     * @return 0 after a regular end, 1 if it could not start, 2 for wrong usage
     */
    public static int run(String... args) {
        return run(System.out, System.err, args);
    }

    static int run(PrintStream out, PrintStream err, String... args) {
        SimulatorArguments arguments;
        try {
            arguments = SimulatorArguments.parse(args);
        } catch (SimulatorArguments.UsageException e) {
            err.println(e.getMessage());
            err.print(SimulatorArguments.USAGE);
            return WRONG_USAGE;
        }
        if (arguments.help()) {
            out.print(SimulatorArguments.USAGE);
            return FINE;
        }
        try (Simulator simulator = Simulator.builder()
                .port(arguments.port())
                .rateLimitPerMinute(arguments.rateLimit())
                .start()) {
            arguments.users().forEach(simulator::addUser);
            if (arguments.writeConfig().isPresent()
                    && !writeConfig(simulator, arguments.writeConfig().get(), err)) {
                return FAILED;
            }
            announce(simulator, arguments, out);
            waitForTheEnd(simulator);
            return FINE;
        } catch (BindException e) {
            err.println("Port " + arguments.port() + " is in use or not allowed; choose another with --port.");
        } catch (IOException e) {
            err.println("The simulator could not run: " + e.getMessage());
        }
        return FAILED;
    }

    private static boolean writeConfig(Simulator simulator, Path file, PrintStream err) {
        try {
            ConfigFile.write(simulator, file);
            return true;
        } catch (IOException e) {
            err.println("The configuration could not be written to " + file + ": " + e.getMessage());
            return false;
        }
    }

    private static void announce(Simulator simulator, SimulatorArguments arguments, PrintStream out) {
        out.println("Twitch is simulated on 127.0.0.1:" + simulator.port() + " until Ctrl-C.");
        out.println("  EventSub  " + simulator.eventSubUrl());
        out.println("  Helix     " + simulator.helixUrl());
        out.println("  OAuth     " + simulator.authUrl());
        out.println("  Chat      http://127.0.0.1:" + simulator.port() + "/");
        arguments
                .writeConfig()
                .ifPresentOrElse(file -> out.println("A configuration for it is in " + file + "."), () -> {
                    out.println("A configuration for it (--write-config FILE writes it):");
                    out.print(ConfigFile.text(simulator));
                });
        out.flush();
    }

    private static void waitForTheEnd(Simulator simulator) throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    end.countDown();
                    try {
                        simulator.close();
                    } catch (IOException e) {
                        System.err.println("The simulator did not close cleanly: " + e.getMessage());
                    }
                },
                "simulator-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            end.await();
        } catch (InterruptedException e) {
            removeUnlessEnding(hook);
            simulator.close();
            Thread.currentThread().interrupt();
        }
    }

    private static void removeUnlessEnding(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            hook.setName("simulator-shutdown (JVM is ending)");
        }
    }
}
