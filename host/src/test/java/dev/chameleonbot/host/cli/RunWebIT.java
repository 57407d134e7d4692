package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --web} where there is no configuration yet. */
final class RunWebIT {
    private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+/)\\?token=(\\S+)");

    @Test
    void leadsToTheFirstConfiguration(@TempDir Path data) throws Exception {
        try (CommandRun run = CommandRun.start("run", "--data", data.toString(), "--web", "0")) {
            run.awaitOut("There is no configuration yet; make it in your browser: http://127.0.0.1:");
            Matcher address = ADDRESS.matcher(run.out());
            assertThat(address.find()).isTrue();

            assertThat(get(address.group(1) + "api/v1/setup", address.group(2)))
                    .contains("\"needed\":true", "\"possible\":true");

            assertThat(run.terminate(Duration.ofSeconds(30))).isZero();
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void wantsAConfigurationWhereTheWebIsOff(@TempDir Path data) {
        Outcome outcome = CommandRun.of("run", "--data", data.toString(), "--web", "0", "--no-web");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).startsWith("chameleon: No configuration was found");
    }

    private static String get(String address, String token) throws Exception {
        URLConnection connection = URI.create(address).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
