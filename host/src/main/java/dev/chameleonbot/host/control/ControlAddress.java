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

/**
 * Where the host of a state directory listens: {@code control.sock} in that directory; or, as the address of a Unix
 * domain socket is limited to about a hundred bytes, in a folder of the temporary folder that is named after it.
 */
final class ControlAddress {
    /** {@code sun_path} has 108 bytes on Linux and 104 on macOS, with a zero at the end. */
    private static final int LONGEST = 100;

    private static final String NAME = "control.sock";
    private static final int NAME_BYTES = 8;

    private ControlAddress() {}

    /** The address for a state directory that exists. */
    static UnixDomainSocketAddress of(Path stateDirectory) throws IOException {
        Path state = stateDirectory.toRealPath();
        Path inside = state.resolve(NAME);
        if (inside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return UnixDomainSocketAddress.of(inside);
        }
        return UnixDomainSocketAddress.of(outside(state).resolve(NAME));
    }

    /** Only this user may have made the folder: anybody can make one in the temporary folder. */
    private static Path outside(Path state) throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "chameleon-" + digest(state));
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (Files.isSymbolicLink(folder) || !Files.getOwner(folder).equals(Files.getOwner(state))) {
            throw new IOException(folder + " belongs to somebody else");
        }
        return folder;
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
