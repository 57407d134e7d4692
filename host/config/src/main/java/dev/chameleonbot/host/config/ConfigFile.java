package dev.chameleonbot.host.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** What was in a file at one moment, as text: bounded in size, valid UTF-8, without a byte order mark. */
final class ConfigFile {
    /** Ten thousand accounts take about five megabytes. */
    static final int MAX_BYTES = 32 * 1024 * 1024;

    private static final Set<PosixFilePermission> OPEN_TO_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;
    private final byte[] bytes;

    ConfigFile(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** A configuration; never waits for somebody to write into it. */
    static ConfigFile read(Path file) throws UnreadableConfigException {
        return read(file, MAX_BYTES, "configuration");
    }

    Path file() {
        return file;
    }

    String digest() {
        return Sha256.hex(bytes);
    }

    /** The same of a file that is something else, and no larger than so many bytes. */
    static ConfigFile read(Path file, int most, String what) throws UnreadableConfigException {
        if (Files.isDirectory(file)) {
            throw new UnreadableConfigException(file, " is a folder, not a file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnreadableConfigException(file, " is not a file that can be read more than once");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                String size = most < 1024 * 1024 ? most / 1024 + " KB" : most / (1024 * 1024) + " MB";
                throw new UnreadableConfigException(file, " is larger than " + size + ", so it is no " + what);
            }
            return new ConfigFile(file, bytes);
        } catch (NoSuchFileException e) {
            throw new UnreadableConfigException(file, " does not exist");
        } catch (AccessDeniedException e) {
            throw new UnreadableConfigException(file, " may not be read by this user");
        } catch (IOException e) {
            throw new UnreadableConfigException(file, " cannot be read: " + e.getMessage());
        }
    }

    String text() throws UnreadableConfigException {
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            throw new UnreadableConfigException(file, " is UTF-16; save it as UTF-8");
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(bytes.length - start + 1);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        try {
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException e) {
            long line = 1 + out.flip().chars().filter(c -> c == '\n').count();
            throw new UnreadableConfigException(file, ", line " + line + ": this is not UTF-8; save the file as UTF-8");
        }
        return out.flip().toString();
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** Warns if others than the owner can get at the secrets in the file. */
    static void checkPermissions(Path file, Problems problems) {
        if (isOpenToOthers(file)) {
            warnOfPermissions(file.toString(), problems);
        }
    }

    static void warnOfPermissions(String file, Problems problems) {
        problems.warning("", file + " can be read or written by others; run: chmod 600 '" + file + "'");
    }

    /** Whether others can read or write it; false where the file system has no such permissions, or does not tell. */
    static boolean isOpenToOthers(Path file) {
        try {
            Set<PosixFilePermission> open = EnumSet.copyOf(OPEN_TO_OTHERS);
            open.retainAll(Files.getPosixFilePermissions(file));
            return !open.isEmpty();
        } catch (UnsupportedOperationException | IOException notKnownHere) {
            return false;
        }
    }
}
