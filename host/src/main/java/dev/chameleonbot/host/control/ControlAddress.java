package dev.chameleonbot.host.control;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.host.data.StateFiles;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the host of a state directory listens: {@code control.sock} in that directory, so that a process that finds the
 * directory finds the socket. The address of a Unix domain socket is limited to about a hundred bytes; where the path is
 * longer, it is spoken of by a link in the temporary folder, which is there for the moment of the call only.
 */
final class ControlAddress {
    private static final Logger log = LoggerFactory.getLogger(ControlAddress.class);

    /** {@code sun_path} has 108 bytes on Linux and 104 on macOS, with a zero at the end. */
    private static final int LONGEST = 100;

    private final Path folder;
    private final Path socket;

    private ControlAddress(Path folder) {
        this.folder = folder;
        this.socket = folder.resolve(StateFiles.CONTROL_SOCKET);
    }

    /** What needs an address. */
    @FunctionalInterface
    interface Call<T> {
        T on(UnixDomainSocketAddress address) throws IOException;
    }

    /** The address for a state directory that exists. Nothing is made for it. */
    static ControlAddress of(Path stateDirectory) throws IOException {
        return new ControlAddress(stateDirectory.toRealPath());
    }

    Path path() {
        return socket;
    }

    /** Binds or connects with an address that is short enough. */
    <T> T with(Call<T> call) throws IOException {
        if (isShort(socket)) {
            return call.on(UnixDomainSocketAddress.of(socket));
        }
        Link link = Link.to(folder);
        try {
            return call.on(UnixDomainSocketAddress.of(link.path().resolve(StateFiles.CONTROL_SOCKET)));
        } finally {
            link.remove();
        }
    }

    private static boolean isShort(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /** Deletes the socket, or one that is left over. */
    void remove() throws IOException {
        Files.deleteIfExists(socket);
    }

    /** A short name of a folder, in a folder that is its user's alone. */
    private record Link(Path folder, Path path) {
        static Link to(Path target) throws IOException {
            Path folder;
            try {
                folder = Files.createTempDirectory("chameleon-");
            } catch (IOException e) {
                throw tooLong(target, IoWords.ofCreating(e));
            }
            Link link = new Link(folder, folder.resolve("state"));
            try {
                if (!isShort(link.path().resolve(StateFiles.CONTROL_SOCKET))) {
                    throw tooLong(target, folder + " is too long as well");
                }
                Files.createSymbolicLink(link.path(), target);
                return link;
            } catch (IOException e) {
                link.remove();
                throw e;
            }
        }

        private static IOException tooLong(Path target, String reason) {
            return new IOException("the path of " + target.resolve(StateFiles.CONTROL_SOCKET)
                    + " is too long for a socket, and the temporary"
                    + " folder " + System.getProperty("java.io.tmpdir") + " accepts no short link to it ("
                    + reason + "); name another with CHAMELEON_JAVA_OPTS=-Djava.io.tmpdir=DIR, or give the"
                    + " state directory a shorter path");
        }

        /** What is left of it harms nobody: no reason to fail what it was made for. */
        void remove() {
            try {
                Files.deleteIfExists(path);
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                log.debug("The link {} was not removed: {}", path, IoWords.of(e));
            }
        }
    }
}
