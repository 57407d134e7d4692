package dev.chameleonbot.host.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client says where it cannot reach the host. Who runs this may be root, whom no permission stops. */
final class ControlClientTest {
    @TempDir
    private Path state;

    private boolean runs;

    @Test
    void saysThatThisUserMayNotAskAndWhoMay() throws IOException {
        String owner = Files.getOwner(state).getName();
        leaveASocket();

        assertThat(refused("somebody", new BindException("Permission denied")))
                .isNotInstanceOf(NoHostException.class)
                .hasMessageContainingAll("'somebody' may not control", state.toString(), "sudo -u " + owner);
        assertThat(refused(owner, new BindException("Permission denied")))
                .hasMessageContaining("the user that runs the host")
                .hasMessageNotContaining("sudo");
    }

    @Test
    void saysThatThisUserMayNotAskWhereItCannotEvenSeeTheDirectory() {
        Path hidden = state.resolve("hidden");

        assertThat(new Unreachable(hidden, "somebody").because(new AccessDeniedException(hidden.toString())))
                .isNotInstanceOf(NoHostException.class)
                .hasMessageContainingAll(
                        "'somebody' may not control", hidden.toString(), "the user that runs the host");
    }

    @Test
    void saysThatNoHostRunsWhereThereIsNoSocketOrNobodyListens() throws IOException {
        assertThatThrownBy(() -> new ControlClient(state).ask(ControlClient.request("status")))
                .isInstanceOf(NoHostException.class)
                .hasMessageContainingAll("No host runs", state.toString(), "--state");

        leaveASocket();
        assertThat(refused("somebody", new ConnectException("Connection refused")))
                .isInstanceOf(NoHostException.class)
                .hasMessageContaining("No host runs");
    }

    @Test
    void saysThatThereIsNoStateDirectory() throws IOException {
        Path nowhere = state.resolve("nowhere");
        Path file = Files.createFile(state.resolve("file"));

        assertThatThrownBy(() -> new ControlClient(nowhere).ask(ControlClient.request("status")))
                .isInstanceOf(NoHostException.class)
                .hasMessageContaining("There is no state directory " + nowhere);
        assertThatThrownBy(() -> new ControlClient(file).ask(ControlClient.request("status")))
                .isInstanceOf(NoHostException.class)
                .hasMessageContaining("There is no state directory " + file);
    }

    @Test
    void doesNotWaitForAHostThatHangs() throws Exception {
        try (ServerSocketChannel hanging = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            hanging.bind(UnixDomainSocketAddress.of(
                    Files.createDirectory(state.resolve("h")).resolve("s")));
            leaveASocket();
            ControlClient client = new ControlClient(
                    state,
                    new Unreachable(state, "somebody", directory -> true),
                    address -> SocketChannel.open(hanging.getLocalAddress()),
                    Duration.ofMillis(50));

            assertThatThrownBy(() -> client.ask(ControlClient.request("status")))
                    .isInstanceOf(SilentHostException.class)
                    .hasMessageContainingAll("has not answered", state.toString(), "chameleon doctor");
        }
    }

    @Test
    void doesNotTakeAnyOtherFailureForNoHost() throws IOException {
        leaveASocket();

        assertThat(refused("somebody", new SocketException("Too many open files")))
                .isNotInstanceOf(NoHostException.class)
                .hasMessageContainingAll("cannot be reached", "Too many open files");
    }

    @Test
    void tellsAHostThatTakesNoCommandsFromNone() throws IOException {
        runs = true;
        assertThat(refused("somebody", new ConnectException("never tried")))
                .isNotInstanceOf(NoHostException.class)
                .hasMessageContainingAll("A host runs", state.toString(), "takes no commands", "Try again");

        leaveASocket();
        assertThat(refused("somebody", new ConnectException("Connection refused")))
                .isNotInstanceOf(NoHostException.class)
                .hasMessageContaining("A host runs");
    }

    @Test
    void saysThatThisUserMayNotAskWhereItMayNotSeeTheLock() {
        Unreachable unreachable = new Unreachable(state, "somebody", directory -> {
            throw new AccessDeniedException(directory.toString());
        });

        assertThat(unreachable.noListener())
                .isNotInstanceOf(NoHostException.class)
                .hasMessageContaining("'somebody' may not control");
    }

    @Test
    void aSocketIsInTheStateDirectoryHoweverLongItsPathIs() throws IOException {
        Path deep = Files.createDirectories(state.resolve("a-folder-with-a-long-name/".repeat(6)));
        ControlAddress address = ControlAddress.of(deep);

        Path shorter = address.with(named -> Files.createFile(named.getPath()));

        assertThat(shorter.toString()).hasSizeLessThan(100);
        assertThat(shorter).as("when the call is over").doesNotExist();
        assertThat(address.path()).exists().hasParent(deep.toRealPath());
    }

    @Test
    void aLinkThatCannotBeRemovedCostsNoConnection() throws IOException {
        Path deep = Files.createDirectories(state.resolve("a-folder-with-a-long-name/".repeat(6)));
        List<Path> left = new ArrayList<>();

        String connection = ControlAddress.of(deep).with(named -> {
            Path link = Objects.requireNonNull(named.getPath().getParent());
            left.add(Files.createFile(link.resolveSibling("in-the-way")));
            return "connected";
        });

        assertThat(connection).isEqualTo("connected");
        Files.delete(left.getFirst());
        Files.delete(Objects.requireNonNull(left.getFirst().getParent()));
    }

    private void leaveASocket() throws IOException {
        Files.createFile(ControlAddress.of(state).path());
    }

    private Throwable refused(String user, IOException failure) {
        ControlClient client = new ControlClient(
                state,
                new Unreachable(state, user, directory -> runs),
                address -> {
                    throw failure;
                },
                Duration.ofMinutes(1));
        return catchThrowable(() -> client.ask(ControlClient.request("status")));
    }
}
