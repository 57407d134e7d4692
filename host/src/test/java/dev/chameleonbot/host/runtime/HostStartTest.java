package dev.chameleonbot.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.plugins.files.ChangeLock;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostStartTest {
    @TempDir
    private Path temporary;

    /** What the host says of its plugins tells when it has looked: neither before nor after the change is one of use. */
    @Test
    void readsThePluginsAfterAChangeThatIsUnderWay() throws Exception {
        HostConfig config = new ConfigReader(Map.of())
                .read(Files.writeString(
                        temporary.resolve("config.json"),
                        "{\"users\": [{\"username\": \"alice\", \"client_id\": \"id\", \"channels\": [\"bob\"]}]}"))
                .config()
                .orElseThrow();
        Path plugins = Files.createDirectory(temporary.resolve("plugins"));
        BotHost.Folders folders = new BotHost.Folders(temporary.resolve("state"), PluginPlaces.only(plugins));
        FutureTask<BotHost> start = new FutureTask<>(() -> BotHost.start(config, folders, Strictness.LENIENT));
        Thread starting = Thread.ofPlatform().unstarted(start);

        try (ChangeLock held = ChangeLock.toChange(plugins)) {
            assertThat(held).isNotNull();
            starting.start();
            await().until(() -> starting.getState() == Thread.State.WAITING);
            Files.writeString(plugins.resolve("changed.jar"), "no jar");
        }

        assertThatThrownBy(() -> start.get(1, TimeUnit.MINUTES))
                .hasMessageContaining("changed.jar is not a readable jar");
    }
}
