package dev.chameleonbot.host.control;

import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Why the host of a state directory cannot be reached: none runs, one runs that nobody can ask, or this user has no right
 * to. The lock of the directory says whether one runs, because a host may run without a socket.
 *
 * @param lock whether a host has the directory locked
 */
record Unreachable(Path stateDirectory, String user, Lock lock) {
    /** Tells whether a state directory is locked. */
    @FunctionalInterface
    interface Lock {
        boolean isHeld(Path stateDirectory) throws IOException;
    }

    /** Looks at the lock itself. */
    Unreachable(Path stateDirectory, String user) {
        this(stateDirectory, user, StateDirectory::isOpen);
    }

    /** What a failed attempt means. */
    OperationException because(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> noDirectory();
            case NotDirectoryException file -> noDirectory();
            case ConnectException refused -> noListener(); // The socket is left over from one that was killed.
            case AccessDeniedException denied -> forbidden();
            case BindException denied -> forbidden(); // So Java tells EACCES.
            default ->
                new OperationException("The host of the state directory " + stateDirectory + " cannot be reached: "
                        + failure.getMessage());
        };
    }

    /** Nobody listens, so most likely no host runs. */
    OperationException noListener() {
        try {
            return lock.isHeld(stateDirectory) ? silent() : noHost();
        } catch (IOException e) {
            return because(e);
        }
    }

    private OperationException silent() {
        return new OperationException("A host runs with the state directory " + stateDirectory
                + ", but it takes no commands: it is starting or stopping, or could not create its socket (see its"
                + " log). Try again in some seconds; if that does not help, restart the host");
    }

    /** One that took a request, and no more. */
    SilentHostException hanging(Duration patience) {
        return new SilentHostException("The host of the state directory " + stateDirectory + " has not answered for "
                + patience.toSeconds() + " s: it hangs, or its machine is very busy. 'chameleon doctor' says more");
    }

    private OperationException noHost() {
        return new NoHostException("No host runs with the state directory " + stateDirectory
                + "; start it with 'chameleon run', or name its state directory with --state, or the folder of"
                + " its data with --data");
    }

    private OperationException noDirectory() {
        return new NoHostException("There is no state directory " + stateDirectory
                + ", so no host runs with it: 'chameleon setup' makes a configuration, 'chameleon run' runs it. Or name"
                + " the state directory of the running host with --state, or the folder of its data with --data");
    }

    private OperationException forbidden() {
        String who = owner().filter(name -> !name.equals(user))
                .map(name -> "its owner '" + name + "' may; run the command as that user: sudo -u " + name
                        + " chameleon ...")
                .orElse("the user that runs the host may; run the command as that user");
        return new OperationException("The user '" + user + "' may not control the host of the state directory "
                + stateDirectory + " (permission denied): only " + who);
    }

    /** Unknown where the user may not even look at the directory. */
    private Optional<String> owner() {
        try {
            return Optional.of(Files.getOwner(stateDirectory).getName());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
