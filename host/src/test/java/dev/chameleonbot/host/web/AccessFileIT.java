package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.IpAddress;
import dev.chameleonbot.host.config.WebConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of those who may log in. */
final class AccessFileIT extends OverTheWire {
    @Test
    void aNewPasswordEndsTheSessionsOfTheOneBefore() throws IOException {
        AccessFile access = new AccessFile(state);
        access.setPassword(Secret.of("the first password"));
        String session = logIn("the first password");
        String local = cookie();
        assertThat(status(request("GET", "/api/v1/seen", session))).isEqualTo(200);

        access.setPassword(Secret.of("the second password"));

        assertThat(status(request("GET", "/api/v1/seen", session))).isEqualTo(401);
        assertThat(status(request("GET", "/api/v1/seen", local))).isEqualTo(200);
    }

    @Test
    void nothingThatIsKeptLetsAnybodyIn() throws IOException {
        AccessFile access = new AccessFile(state);
        access.setPassword(Secret.of("a long password"));
        String token = access.addToken("grafana", Role.VIEW, now).reveal();
        String session = logIn("a long password").replaceFirst(".*=", "");

        try (var files = Files.list(state)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain(token)
                        .doesNotContain(session)
                        .doesNotContain("a long password");
                assertThat(Files.getPosixFilePermissions(file).toString())
                        .as(file.toString())
                        .doesNotContain("GROUP")
                        .doesNotContain("OTHERS");
            }
        }
    }

    @Test
    void listensElsewhereOnlyIfSomebodyCouldLogIn() throws IOException {
        WebConfig everywhere = WebConfig.USUAL.at(IpAddress.parse("0.0.0.0").orElseThrow(), 0);

        assertThatThrownBy(() -> open(everywhere))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chameleon web password");

        var unused = new AccessFile(state).addToken("grafana", Role.VIEW, now);
        open(everywhere).close();
    }

    @Test
    void aPasswordIsTakenAsItIs() throws IOException {
        AccessFile access = new AccessFile(state);
        access.setPassword(Secret.of("  blanks around  "));

        var unused = logIn("  blanks around  ");

        assertThatThrownBy(() -> access.setPassword(Secret.of("x".repeat(1_025))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1024");
    }

    @Test
    void tokensThatAreMadeAtOnceAreAllKept() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "token" + i;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    var unused = new AccessFile(state).addToken(name, Role.VIEW, now);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(new AccessFile(state).rules().tokens()).hasSize(8);
    }
}
