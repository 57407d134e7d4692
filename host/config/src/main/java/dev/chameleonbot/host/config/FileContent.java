package dev.chameleonbot.host.config;

import java.nio.file.Path;

/** What was in a file at one moment; its bytes are not handed out, and so do not change. */
final class FileContent {
    private final Path file;
    private final byte[] bytes;

    FileContent(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static FileContent ofConfiguration(Path file) throws UnreadableConfigException {
        return new FileContent(file, ConfigFile.bytes(file));
    }

    static FileContent ofAccount(Path file) throws UnreadableConfigException {
        return new FileContent(file, ConfigFile.bytes(file, AccountFiles.MAX_BYTES, "account"));
    }

    Path file() {
        return file;
    }

    /** The content as text. */
    String text() throws UnreadableConfigException {
        return ConfigFile.decode(file, bytes);
    }

    /** A digest of the content. */
    String digest() {
        return Sha256.hex(bytes);
    }
}
