package dev.chameleonbot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebReaderTest {
    @TempDir
    private Path folder;

    @Test
    void isOffUnlessItIsConfigured() throws Exception {
        assertThat(web("")).isEmpty();
        assertThat(web(", \"web\": null")).isEmpty();
    }

    @Test
    void anEmptyObjectTurnsItOnAsItIsUsual() throws Exception {
        assertThat(web(", \"web\": {}")).contains(WebConfig.USUAL);
        assertThat(WebConfig.USUAL.isLocal()).isTrue();
    }

    @Test
    void readsAllOfIt() throws Exception {
        Files.writeString(folder.resolve("password"), "open sesame\n");

        Optional<WebConfig> web = web("""
            , "web": {"address": "0.0.0.0", "port": 8443, "hosts": ["Bots.Example.org"],
              "keystore_file": "web.p12", "keystore_password_file": "password",
              "trusted_proxies": ["127.0.0.1", "::1"], "ready_share": 0.9}\
            """);

        assertThat(web)
                .contains(new WebConfig(
                        IpAddress.parse("0.0.0.0").orElseThrow(),
                        8443,
                        List.of("bots.example.org"),
                        Optional.of(new WebConfig.Keystore(
                                folder.resolve("web.p12"), Optional.of(Secret.of("open sesame")))),
                        List.of(
                                IpAddress.parse("127.0.0.1").orElseThrow(),
                                IpAddress.parse("::1").orElseThrow()),
                        0.9));
        assertThat(web.toString()).doesNotContain("sesame");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"address": "example.org"}                    | web.address
            {"address": "1.2.3"}                          | web.address
            {"address": 5}                                | web.address
            {"port": 65536}                               | web.port
            {"port": 80.5}                                | web.port
            {"port": "80"}                                | web.port
            {"hosts": "bots.example.org"}                 | web.hosts
            {"hosts": ["http://bots.example.org/"]}       | web.hosts
            {"trusted_proxies": ["proxy.example.org"]}    | web.trusted_proxies
            {"ready_share": 1.5}                          | web.ready_share
            {"keystore_file": "a", "keystore_password_file": "missing"} | web.keystore_password_file
            []                                            | web
            true                                          | web
        """)
    void tellsThePlaceOfWhatIsWrong(String web, String place) throws Exception {
        ConfigReport report = read(", \"web\": " + web);

        assertThat(report.config()).isEmpty();
        assertThat(report.errors()).singleElement().asString().startsWith(place);
    }

    @Test
    void warnsOfWhatHasNoEffect() throws Exception {
        assertThat(read(", \"web\": {\"prot\": 80, \"keystore_password_file\": \"x\"}")
                        .warnings())
                .extracting(ConfigProblem::toString)
                .anyMatch(line -> line.contains("web.prot") && line.contains("did you mean 'port'"));
    }

    private Optional<WebConfig> web(String block) throws IOException, UnreadableConfigException {
        ConfigReport report = read(block);
        assertThat(report.errors()).isEmpty();
        return report.config().orElseThrow().web();
    }

    private ConfigReport read(String block) throws IOException, UnreadableConfigException {
        Path file = folder.resolve("config.json");
        Files.writeString(file, "{\"client_id\": \"abc\"" + block + "}");
        return new ConfigReader(Map.of()).read(file);
    }
}
