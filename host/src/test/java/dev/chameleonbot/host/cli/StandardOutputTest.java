package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.junit.jupiter.api.Test;

final class StandardOutputTest {
    @Test
    void aReaderWhoHasSeenEnoughIsNoFailure() {
        assertThat(written("Broken pipe").failure()).isEmpty();
    }

    @Test
    void dataThatCouldNotBeWrittenIsOne() {
        assertThat(written("No space left on device").failure()).contains("No space left on device");
    }

    @Test
    void otherwiseThereIsNone() {
        StandardOutput output = new StandardOutput(OutputStream.nullOutputStream());
        output.writer().println("hello");

        assertThat(output.failure()).isEmpty();
    }

    private static StandardOutput written(String problem) {
        StandardOutput output = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(problem);
            }
        });
        PrintWriter writer = output.writer();
        writer.println("hello");
        writer.println("and more");
        return output;
    }
}
