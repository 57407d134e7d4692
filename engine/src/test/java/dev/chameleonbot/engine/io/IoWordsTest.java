package dev.chameleonbot.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Those of connections are in the tests of {@code RemoteException}. */
@DisplayName("Failures of files in words for an operator")
final class IoWordsTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("/f"), "/f does not exist"),
                Arguments.of(new NotDirectoryException("/f"), "/f is not a folder"),
                Arguments.of(new FileAlreadyExistsException("/f"), "/f exists already"),
                Arguments.of(new DirectoryNotEmptyException("/f"), "the folder /f is not empty"),
                Arguments.of(new AccessDeniedException("/f"), "this user may not access /f"),
                Arguments.of(
                        new FileSystemException("/f", null, "No space left on device"), "/f: no space is left there"),
                Arguments.of(new IOException("No space left on device"), "no space is left there"),
                Arguments.of(
                        new FileSystemException("/f", null, "Read-only file system"),
                        "/f: nothing can be written there (its file system is read-only)"),
                Arguments.of(
                        new FileSystemException("/f", null, "Too many open files"),
                        "/f: too many files are open (see ulimit -n)"),
                Arguments.of(new FileNotFoundException("/f (Permission denied)"), "/f: this user may not access it"),
                Arguments.of(
                        new FileSystemException("/f", null, "something of a system's"), "/f: something of a system's"),
                Arguments.of(
                        new EOFException("Unexpected end of ZLIB input stream"),
                        "it is a damaged zip archive (Unexpected end of ZLIB input stream)"),
                Arguments.of(new UncheckedIOException(new NoSuchFileException("/f")), "/f does not exist"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("failures")
    void tellWhatIsTheMatterAndNoNameOfAnException(Exception thrown, String words) {
        assertThat(IoWords.of(thrown)).isEqualTo(words);
    }

    @Test
    void areThereForWhatThisJavaThrows() throws IOException {
        Path text = Files.writeString(folder.resolve("a.jar"), "no archive");
        Path under = text.resolve("b");

        assertThat(IoWords.of(catchThrowableOfType(ZipException.class, () -> new ZipFile(text.toFile()).close())))
                .startsWith("it is no zip archive, or a damaged one (");
        assertThat(IoWords.of(catchThrowableOfType(IOException.class, () -> Files.readString(under))))
                .isEqualTo(under + ": a part of its path is not a folder");
        assertThat(IoWords.of(
                        catchThrowableOfType(IOException.class, () -> new FileInputStream(folder.toFile()).close())))
                .isEqualTo(folder + ": it is a folder");
    }

    @Test
    void tellOfAFolderThatCannotBeMade() {
        assertThat(IoWords.ofCreating(new FileAlreadyExistsException("/f"))).isEqualTo("/f is not a folder");
        assertThat(IoWords.ofCreating(new NoSuchFileException("/proc/x"))).isEqualTo("/proc/x cannot be created there");
        assertThat(IoWords.ofCreating(new AccessDeniedException("/f"))).isEqualTo("this user may not access /f");
    }

    @Test
    void leaveWhatTheyDoNotKnowToOthers() {
        assertThat(IoWords.known(new IllegalStateException("closed"))).isEmpty();
        assertThat(IoWords.of(new IllegalStateException("closed"))).isEqualTo("closed");
    }
}
