package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.host.plugins.PluginJarFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code accounts settings} and {@code accounts set}, where no host runs. */
final class AccountsSettingsTest {
    @TempDir
    private Path data;

    private Path alice;

    @BeforeEach
    void prepare() throws IOException {
        write(data.resolve("config.json"), "{\"client_id\": \"app\", \"channels\": [\"@own\"]}");
        alice = Files.createDirectory(data.resolve("accounts")).resolve("alice.json");
        write(alice, "{\"username\": \"alice\" /* me */}\n");
        PluginJarFile.of("greeter")
                .source("lab.greeter.Greeter", """
                    package lab.greeter;
                    import dev.chameleonbot.plugin.api.*;
                    public class Greeter implements ChatBehaviour {
                        @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                        @Override public SettingsSchema settings() {
                            return SettingsSchema.of(
                                Setting.number("count", 1, 5).orElse(1L).describedAs("How often it greets"),
                                Setting.text("greeting", 20));
                        }
                    }
                    """)
                .index("lab.greeter.Greeter")
                .writeTo(Files.createDirectory(data.resolve("plugins")).resolve("greeter.jar"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Outcome run(String... words) {
        List<String> all = new ArrayList<>(List.of("accounts", "--data", data.toString()));
        all.addAll(List.of(words));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void setsWhatIsTypedAndShowsWhereItComesFrom() {
        Outcome set = run("set", "Alice", "greeter.greeting=hi = there", "greeter.count=3", "is_prime_or_turbo=false");

        assertThat(set.exitCode()).as(set.err()).isZero();
        assertThat(set.out() + set.err())
                .contains("alice: plugins.greeter.greeting is \"hi = there\", plugins.greeter.count is 3,"
                        + " is_prime_or_turbo is false.");
        assertThat(alice).content().contains("/* me */", "\"count\": 3");
        assertThat(run("settings", "alice").out())
                .containsPattern("greeter\\.count +3 +the account +How often it greets")
                .containsPattern("is_prime_or_turbo +false +the account");

        assertThat(run("set", "alice", "greeter.count=").exitCode()).isZero();
        assertThat(run("settings", "alice").out()).containsPattern("greeter\\.count +1 +default");
        assertThat(run("settings", "alice", "--json").out()).contains("\"source\" : \"default\"");
    }

    @Test
    void tellsAllThatIsWrong() {
        Outcome set = run("set", "alice", "greeter.count=9", "greeter.greeting=hi");

        assertThat(set.exitCode()).isEqualTo(1);
        assertThat(set.err()).contains("chameleon: alice: plugins.greeter.count: ");
        assertThat(run("settings", "nobody").err()).contains("There is no account 'nobody'");
        assertThat(run("set", "alice", "count").exitCode()).isEqualTo(2);
        assertThat(alice).hasContent("{\"username\": \"alice\" /* me */}\n");
    }

    @Test
    void aWordIsATextUnlessItIsJson() {
        assertThat(SettingWords.patch(List.of("p.q.every=5m", "p.q.to=[\"a\"]", "x=true", "p.q.no=", "p.q.n=1 2"))
                        .toString())
                .isEqualTo("{\"plugins\":{\"p.q\":{\"every\":\"5m\",\"to\":[\"a\"],\"no\":null,\"n\":\"1"
                        + " 2\"}},\"x\":true}");
        assertThatThrownBy(() -> SettingWords.patch(List.of("=1")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("'=1' is no setting; write PLUGIN.SETTING=VALUE, such as color-changer.enabled=false");
    }
}
