package dev.chameleonbot.host.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where the host of a state directory listens: {@code control.sock} in that directory; or, as the address of a Unix
 * domain socket is limited to about a hundred bytes, in a folder of the temporary folder that is named after it.
 */
final class ControlAddress {
    /** {@code sun_path} has 108 bytes on Linux and 104 on macOS, with a zero at the end. */
    private static final int LONGEST = 100;

    private static final String NAME = "control.sock";
    private static final int NAME_BYTES = 8;

    private final Path socket;
    /** The folder that was made for the socket alone, if it does not fit into the state directory. */
    private final Optional<Path> folder;

    private ControlAddress(Path socket, Optional<Path> folder) {
        this.socket = socket;
        this.folder = folder;
    }

    /**
     * The address for a state directory that exists. Nothing is made for it.
     *
     * @throws IOException if somebody else has made the folder that the socket would be in
     */
    static ControlAddress of(Path stateDirectory) throws IOException {
        Path state = stateDirectory.toRealPath();
        Path inside = state.resolve(NAME);
        if (inside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return new ControlAddress(inside, Optional.empty());
        }
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "chameleon-" + digest(state));
        requireOwn(folder, state);
        return new ControlAddress(folder.resolve(NAME), Optional.of(folder));
    }

    /** Only this user may have made the folder: anybody can make one in the temporary folder. */
    private static void requireOwn(Path folder, Path state) throws IOException {
        if (Files.isSymbolicLink(folder)
                || (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
                        && !Files.getOwner(folder).equals(Files.getOwner(state)))) {
            throw new IOException(folder + " belongs to somebody else");
        }
    }

    Path path() {
        return socket;
    }

    UnixDomainSocketAddress socket() {
        return UnixDomainSocketAddress.of(socket);
    }

    /** Makes room for the socket. One that is there is left over, as the caller has locked the state directory. */
    void prepare() throws IOException {
        if (folder.isPresent() && !Files.exists(folder.get(), LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    folder.get(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.deleteIfExists(socket);
    }

    /** Deletes the socket and what was made for it. */
    void remove() throws IOException {
        Files.deleteIfExists(socket);
        if (folder.isPresent()) {
            Files.deleteIfExists(folder.get());
        }
    }

    private static String digest(Path state) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(state.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
