package dev.chameleonbot.host.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas and the reader say the same: what is taken without a warning fits, what is warned of does not. */
final class ConfigSchemaTest {
    private static final ConfigReference REFERENCE = new ConfigReference(Map.of(
            "announcer",
            SettingsSchema.of(
                    Setting.number("after_messages", 0, 1_000).orElse(0L),
                    Setting.objects("things", SettingsSchema.of(Setting.text("name", 5))))));
    private static final JsonSchema CONFIGURATION = schema(REFERENCE.jsonSchema());
    private static final JsonSchema ACCOUNT = schema(REFERENCE.accountJsonSchema());
    private static final String USER = "\"client_id\": \"id\", \"channels\": [\"a\"]";

    @TempDir
    private Path folder;

    @Test
    void bothAreSchemasOfTheDraftThatTheyName() {
        JsonSchema draft = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(draft.validate(REFERENCE.jsonSchema(), InputFormat.JSON)).isEmpty();
        assertThat(draft.validate(REFERENCE.accountJsonSchema(), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"toplist", "single", "noclient", "noprime", "oldkey"})
    void filesOfTheOriginalThatAreTakenWithoutAWarningFit(String name) throws Exception {
        assertThat(problems(original(name))).isEmpty();
        assertThat(misfits(original(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lax", "emptych", "onebad"})
    void thoseThatAreWarnedOfDoNot(String name) throws Exception {
        assertThat(problems(original(name))).isNotEmpty();
        assertThat(misfits(original(name))).isNotEmpty();
    }

    @Test
    void theSampleFitsButForItsPlaceholdersWhichNoSchemaKnows() throws Exception {
        String sample = Files.readString(Path.of("..", "src", "distribution", "sample-config.json"));

        assertThat(misfits(sample)).isEmpty();
        assertThat(sample).contains("\"$schema\": \"./config.schema.json\"");
        String uncommented = sample.replaceAll("(?m)^  // (?=[\" {}\\]])", "  ");
        assertThat(uncommented).contains("\n  \"alerts\": {");
        assertThat(misfits(uncommented)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"users\": [{\"username\": \" Alice_1 \", " + USER + "}]}",
                "{\"users\": [{\"username\": \"alice\", \"channels\": [\"##A\", \" b \"], \"client_id\": \" id \"}]}",
                "{\"users\": [{\"username\": \"alice\", " + USER + ", \"enabled\": null, \"client_secret\": \"\"}]}",
                "{\"users\": [{\"username\": \"alice\", " + USER + ", \"token_expiry\": 1769986184}]}",
                "{\"client_id\": \"id\", \"client_secret\": \"s\", \"channels\": [\"a\"], \"users\": [{\"username\":"
                        + " \"alice\"}]}",
                "{\"client_id\": \"id\"}",
                "{\"client_id\": \"id\", \"channels\": [\"@own\", \"@Followed\"], \"users\": [{\"username\": \"a\"}]}",
                "{\"users\": [{\"username\": \"alice\", " + USER + "}], \"twitch\": {\"helix_url\":"
                        + " \"http://127.0.0.1:9000/helix\"}}",
                "{\"users\": [{\"username\": \"alice\", " + USER + "}], \"alerts\": {\"at_most_every\": \"1h30m\","
                        + " \"webhooks\": [{\"url\": \"https://example.org/x\", \"format\": \"discord\"}]}}",
                "{\"users\": [{\"username\": \"alice\", " + USER + ", \"plugins\": {\"other\": {\"x\": [1]},"
                        + " \"announcer\": {\"after_messages\": 3, \"things\": [{\"name\": \"a\"}]}}}]}",
                "{\"username\": \"alice\", " + USER + ", \"alerts\": {}, \"$schema\": \"./config.schema.json\"}",
            })
    void whatIsTakenWithoutAWarningFits(String text) throws Exception {
        assertThat(problems(text)).isEmpty();
        assertThat(misfits(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "{\"user\": [], \"client_id\": \"id\"}",
                "{\"users\": {}}",
                "{\"users\": [5]}",
                "{\"users\": [{" + USER + "}]}",
                "{\"users\": [{\"username\": 12345, " + USER + "}]}",
                "{\"users\": [{\"username\": \"a b\", " + USER + "}]}",
                "{\"users\": [{\"username\": \"way_too_long_a_name_for_twitch\", " + USER + "}]}",
                "{\"users\": [{\"username\": \"alice\", " + USER + ", \"is_prime\": true}]}",
                "{\"users\": [{\"username\": \"alice\", " + USER + ", \"enabled\": \"yes\"}]}",
                "{\"users\": [{\"username\": \"alice\", " + USER + ", \"client_secret\": \"oAuth:x\"}]}",
                "{\"users\": [{\"username\": \"alice\", " + USER + ", \"client_secret\": \"a b\"}]}",
                "{\"users\": [{\"username\": \"alice\", " + USER + ", \"client_secret_file\": 5}]}",
                "{\"users\": [{\"username\": \"alice\", \"client_id\": \"id\", \"channels\": \"a\"}]}",
                "{\"users\": [{\"username\": \"alice\", \"client_id\": \"id\", \"channels\": []}]}",
                "{\"users\": [{\"username\": \"alice\", \"client_id\": \"id\", \"channels\": [\"\"]}]}",
                "{\"users\": [{\"username\": \"alice\", \"client_id\": \"id\", \"channels\": [\"a b\"]}]}",
                "{\"users\": [{\"username\": \"alice\", \"client_id\": \"id\", \"channels\": [\"@folowed\"]}]}",
                "{\"users\": [{\"username\": \"alice\", " + USER + ", \"$schema\": \"x\"}]}",
                "{\"users\": [{\"username\": \"alice\", " + USER + "}], \"alerts\": {\"webhooks\": [{\"url\":"
                        + " \"https://example.org\"}]}}",
                "{\"users\": [{\"username\": \"alice\", " + USER + "}], \"alerts\": {\"webhooks\": [{\"url\":"
                        + " \"http://example.org\", \"format\": \"discord\"}]}}",
                "{\"users\": [{\"username\": \"alice\", " + USER + "}], \"alerts\": {\"webhooks\": [{\"url\":"
                        + " \"https://example.org\", \"format\": \"slack\"}]}}",
                "{\"users\": [{\"username\": \"alice\", " + USER + "}], \"alerts\": {\"at_most_every\": \"soon\"}}",
                "{\"users\": [{\"username\": \"alice\", " + USER + "}], \"twitch\": {\"helix\": \"https://x\"}}",
                "{\"users\": [{\"username\": \"alice\", " + USER + ", \"plugins\": {\"announcer\": 5}}]}",
            })
    void whatIsWarnedOfDoesNot(String text) throws Exception {
        assertThat(problems(text)).isNotEmpty();
        assertThat(misfits(text)).isNotEmpty();
    }

    @Test
    void pluginsSettingsAreCheckedToo() throws Exception {
        String text = "{\"plugins\": {\"announcer\": {\"things\": [{\"nam\": \"a\"}], \"after_messages\": 1001}}}";

        assertThat(misfits(text)).hasSize(3);
    }

    @Test
    void anAccountsFileHasASchemaOfItsOwn() throws Exception {
        String good = "{\"$schema\": \"../account.schema.json\", \"username\": \"alice\", " + USER + "}";
        String bad = "{\"username\": \"alice\", \"users\": []}";

        assertThat(ACCOUNT.validate(parsed(good))).isEmpty();
        assertThat(ACCOUNT.validate(parsed(bad))).isNotEmpty();
    }

    private static JsonSchema schema(String text) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    }

    private static Set<ValidationMessage> misfits(String text) throws UnreadableConfigException {
        return CONFIGURATION.validate(parsed(text));
    }

    /** The files are JSON with comments. */
    private static JsonNode parsed(String text) throws UnreadableConfigException {
        return JsonDocument.parse("file", "", text, new Problems());
    }

    private List<ConfigProblem> problems(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new ConfigReader(Map.of()).read(file).problems();
    }

    private static String original(String name) throws Exception {
        try (InputStream in =
                Objects.requireNonNull(ConfigSchemaTest.class.getResourceAsStream("originals/" + name + ".json"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
