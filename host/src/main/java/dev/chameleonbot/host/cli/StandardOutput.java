package dev.chameleonbot.host.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process' standard output, which remembers why it could not be written: Java's own says nothing, and data that is
 * written to a full disk would be lost without a word. The reader of a pipe may close it when it has seen enough, as {@code
 * head} does; that is no failure.
 */
final class StandardOutput extends FilterOutputStream {
    private volatile @Nullable IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    static StandardOutput ofThisProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    /** Writes to it in the terminal's characters; one that it does not have becomes a question mark. */
    PrintWriter writer() {
        return new PrintWriter(this, true, Charset.forName(System.getProperty("stdout.encoding", "UTF-8")));
    }

    /** Why something that was to be shown has not arrived, unless its reader is gone. */
    Optional<String> failure() {
        return Optional.ofNullable(failure)
                .map(thrown -> String.valueOf(thrown.getMessage()))
                .filter(words -> !words.contains("pipe")); // "Broken pipe", and Windows' "The pipe is being closed".
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
