package dev.chameleonbot.host.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.state.SqliteStateStore;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.data.Surroundings;
import dev.chameleonbot.plugin.api.ChannelId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("D8 a backup and the way back, here and elsewhere")
final class BackupTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Secret PASSPHRASE = Secret.of("correct horse");
    private static final String CONFIG = """
        { // mine
          "client_secret_file": "my.secret",
          "users": [{"username": "alice", "client_id": "id", "client_secret_file": "/elsewhere/secret",
                     "channels": ["alice"],}],
        }
        """;

    @TempDir
    private Path temporary;

    private DataFolders here;
    private DataFolders there;
    private Path file;

    @BeforeEach
    void createData() throws IOException {
        here = in("here");
        there = in("there/deep");
        file = temporary.resolve("chameleon.zip");
        write("here/config.json", CONFIG);
        write("here/my.secret", "a client's secret\n");
        write("here/accounts/bob.json", "{\"username\": \"bob\"}");
        write("here/plugins/mine.jar", "a jar");
        write("here/plugins/previous/mine.jar", "an older jar");
        write("here/plugins/disabled.txt", "color-changer\n");
        write("here/plugins/.mine.jar.incoming", "half");
        write("here/state/logs/chameleon.log", "lines");
        save("here", "1000");
    }

    @Test
    void allOfItWorksElsewhereWithTheKeySealed() throws Exception {
        backup().write(file, PASSPHRASE, true, NOON);

        try (Restore restore = Restore.open(file)) {
            assertThat(restore.hasSecrets()).isTrue();
            Restore.Restored restored = restore.run(there, Map.of(), PASSPHRASE, false, NOON);
            assertThat(restored.key()).isEqualTo(Restore.Key.RESTORED);
            assertThat(restored.moved()).isTrue();
            assertThat(restored.created()).isEqualTo(NOON);
            assertThat(restored.aside()).isEmpty();
        }

        assertThat(tree("there/deep"))
                .containsExactlyInAnyOrder(
                        "config.json",
                        "my.secret",
                        "accounts/bob.json",
                        "plugins/mine.jar",
                        "plugins/previous/mine.jar",
                        "plugins/disabled.txt",
                        "state/lock",
                        "state/state.db",
                        "state/key");
        assertThat(temporary.resolve("there/deep/config.json")).hasContent(CONFIG);
        assertThat(temporary.resolve("there/deep/my.secret")).hasContent("a client's secret\n");
        assertThat(load("there/deep")).isEqualTo("1000");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    void onlyTheOwnerCanReadItAndWhatComesOfIt() throws Exception {
        backup().write(file, null, false, NOON);
        restore(there, null, false);

        assertThat(permissions(file)).isEqualTo("rw-------");
        for (String name : tree("there/deep")) {
            assertThat(permissions(temporary.resolve("there/deep").resolve(name)))
                    .as(name)
                    .isEqualTo("rw-------");
        }
        assertThat(permissions(temporary.resolve("there/deep"))).isEqualTo("rwx------");
    }

    @Test
    void itHoldsNoSecretThatWasNotAskedFor() throws Exception {
        Backup.Written written = backup().write(file, null, false, NOON);

        assertThat(written.secretsLeftOut())
                .containsExactly(Path.of("/elsewhere/secret"), temporary.resolve("here/my.secret"));
        String key = Files.readString(temporary.resolve("here/state/key")).strip();
        for (byte[] content : contents(file).values()) {
            assertThat(new String(content, UTF_8)).doesNotContain(key, "a client's secret");
        }
        assertThat(restore(there, null, false).key()).isEqualTo(Restore.Key.MISSING);
        assertThat(temporary.resolve("there/deep/state/key")).doesNotExist();
        Files.copy(temporary.resolve("here/state/key"), temporary.resolve("there/deep/state/key"));
        assertThat(load("there/deep")).as("once the key is brought").isEqualTo("1000");
    }

    @Test
    void sealedSecretsAreNotThereInPlain() throws Exception {
        backup().write(file, PASSPHRASE, false, NOON);

        String key = Files.readString(temporary.resolve("here/state/key")).strip();
        for (byte[] content : contents(file).values()) {
            assertThat(new String(content, UTF_8)).doesNotContain(key, "a client's secret", PASSPHRASE.reveal());
        }
    }

    @Test
    void aKeyThatIsThereAlreadyIsUsedIfItIsTheRightOne() throws Exception {
        backup().write(file, null, false, NOON);
        write("there/deep/state/key", Files.readString(temporary.resolve("here/state/key")));
        assertThat(restore(there, null, false).key()).isEqualTo(Restore.Key.THERE);
        assertThat(load("there/deep")).isEqualTo("1000");

        String key = Files.readString(temporary.resolve("here/state/key"));
        try (Restore restore = Restore.open(file)) {
            assertThat(restore.run(in("third"), Map.of("CHAMELEON_KEY", key), null, false, NOON)
                            .key())
                    .isEqualTo(Restore.Key.THERE);
        }
        assertThat(temporary.resolve("third/state/key")).doesNotExist();
    }

    @Test
    void anotherPassphraseChangesNothing() throws Exception {
        backup().write(file, PASSPHRASE, false, NOON);

        assertThatThrownBy(() -> restore(there, Secret.of("wrong horse"), false))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("passphrase", "--without-key")
                .hasMessageNotContaining("wrong horse");
        assertThat(temporary.resolve("there")).doesNotExist();
    }

    @Test
    void theStateIsThatOfOneMomentWhileAHostWritesIt() throws Exception {
        try (StateDirectory directory = StateDirectory.open(temporary.resolve("here/state"));
                SqliteStateStore store = SqliteStateStore.open(
                        directory, directory.cipher(Optional.empty()), InstantSource.system(), trouble -> {})) {
            store.save(List.of(new StateChange.Channel("alice", new ChannelId("2000"))), Map.of());
            backup().write(file, null, false, NOON);
            store.save(List.of(new StateChange.Channel("alice", new ChannelId("3000"))), Map.of());

            assertThatThrownBy(() -> restore(here, null, true))
                    .hasMessageContaining("A host runs with the state directory " + temporary.resolve("here/state"))
                    .hasMessageContaining("chameleon stop");
        }
        restore(there, null, false);
        Files.copy(temporary.resolve("here/state/key"), temporary.resolve("there/deep/state/key"));

        assertThat(load("there/deep")).isEqualTo("2000");
        assertThat(load("here")).isEqualTo("3000");
    }

    @Test
    void nothingThatIsThereIsOverwrittenUnlessItIsSetAside() throws Exception {
        backup().write(file, null, false, NOON);
        write("here/config.json", "{}");
        save("here", "9000");
        write("here/plugins/other.jar", "another jar");

        assertThatThrownBy(() -> restore(here, null, false))
                .hasMessageContaining("There are data already: " + temporary.resolve("here/config.json"))
                .hasMessageContaining("--force");
        assertThat(load("here")).isEqualTo("9000");

        Restore.Restored restored = restore(here, null, true);

        assertThat(load("here")).isEqualTo("1000");
        assertThat(temporary.resolve("here/config.json")).hasContent(CONFIG);
        assertThat(temporary.resolve("here/plugins/other.jar")).doesNotExist();
        assertThat(temporary.resolve("here/state/logs/chameleon.log")).exists();
        assertThat(restored.aside())
                .contains(temporary.resolve("here/before-restore-20261128-120000"))
                .allSatisfy(folder -> assertThat(folder).isNotEmptyDirectory());
        assertThat(temporary.resolve("here/before-restore-20261128-120000/config.json"))
                .hasContent("{}");
        assertThat(temporary.resolve("here/plugins/before-restore-20261128-120000/other.jar"))
                .hasContent("another jar");
    }

    @Test
    void whatCannotBePutInPlaceIsTakenBack() throws Exception {
        backup().write(file, null, false, NOON);
        write("here/config.json", "{}");
        Files.delete(temporary.resolve("here/plugins/previous/mine.jar"));
        Files.delete(temporary.resolve("here/plugins/previous"));
        write("here/plugins/previous", "a file in the place of a folder");

        assertThatThrownBy(() -> restore(here, null, true)).hasMessageContaining("Nothing was changed");

        assertThat(temporary.resolve("here/config.json")).hasContent("{}");
        assertThat(temporary.resolve("here/accounts/bob.json")).exists();
        assertThat(temporary.resolve("here/plugins/mine.jar")).hasContent("a jar");
        assertThat(load("here")).isEqualTo("1000");
        assertThat(tree("here")).noneMatch(name -> name.contains("restore-"));
    }

    @Test
    void aBackupIsThereWholeOrNotAtAllAndReplacesNone() throws Exception {
        write("here/state/state.db", "no database");

        assertThatThrownBy(() -> backup().write(file, null, false, NOON)).isInstanceOf(BackupException.class);
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files.map(one -> one.getFileName().toString())).containsExactly("here");
        }
        Files.writeString(file, "something");
        assertThatThrownBy(() -> backup().write(file, null, false, NOON)).hasMessageContaining("exists already");
        assertThat(file).hasContent("something");
        assertThatThrownBy(() -> new Backup(there, Map.of(), "1").write(temporary.resolve("x"), null, false, NOON))
                .hasMessageContaining("There is nothing to back up");
    }

    @Test
    void noHostCanStartWhileItIsRestored() throws Exception {
        backup().write(file, null, false, NOON);
        Path state = temporary.resolve("there/deep/state");
        List<Boolean> held = new ArrayList<>();
        // Asked for the key when all is unpacked, before anything is renamed.
        Map<String, String> environment = new AbstractMap<>() {
            @Override
            public Set<Entry<String, String>> entrySet() {
                return Set.of();
            }

            @Override
            public @Nullable String get(Object name) {
                try {
                    held.add(StateDirectory.isOpen(state));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return null;
            }
        };

        try (Restore restore = Restore.open(file)) {
            var unused = restore.run(there, environment, null, false, NOON);
        }

        assertThat(held).containsExactly(true);
        assertThat(StateDirectory.isOpen(state)).isFalse();
    }

    @Test
    void aKeyThatDoesNotFitIsToldOfWhenTheBackupIsMade() throws Exception {
        String another = Base64.getEncoder().encodeToString(new byte[32]);

        assertThatThrownBy(() ->
                        new Backup(here, Map.of("CHAMELEON_KEY", another), "1").write(file, PASSPHRASE, false, NOON))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(
                        "The key in CHAMELEON_KEY is not the one that the state in " + temporary.resolve("here/state"))
                .hasMessageNotContaining(another);
        assertThat(file).doesNotExist();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows lets few users make links")
    void nothingIsWrittenThroughALinkThatSomebodyHasPutThere() throws Exception {
        Path victim = temporary.resolve("victim");
        Files.writeString(victim, "untouched");
        Files.createSymbolicLink(temporary.resolve(".chameleon.zip.unfinished"), victim);

        backup().write(file, null, false, NOON);

        assertThat(victim).hasContent("untouched");
        assertThat(file).isRegularFile();
        Files.delete(file);
        Files.createSymbolicLink(file, temporary.resolve("nowhere"));
        assertThatThrownBy(() -> backup().write(file, null, false, NOON)).hasMessageContaining("exists already");
        assertThat(temporary.resolve("nowhere")).doesNotExist();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows cannot open a folder to make it durable")
    void allOfItIsOnTheDiskBeforeItIsSaidToBeThere() throws Exception {
        List<String> written = forced(() -> backup().write(file, PASSPHRASE, false, NOON));
        assertThat(written).contains(temporary.toString()).anyMatch(one -> one.contains("/.chameleon.zip."));

        List<String> restored = forced(() -> {
            try (Restore restore = Restore.open(file)) {
                var unused = restore.run(there, Map.of(), PASSPHRASE, false, NOON);
            }
        });
        Path deep = temporary.resolve("there/deep");
        assertThat(restored)
                .contains(
                        temporary.toString(),
                        temporary.resolve("there").toString(),
                        deep.toString(),
                        deep.resolve("accounts").toString(),
                        deep.resolve("state").toString(),
                        deep.resolve("plugins").toString(),
                        deep.resolve("plugins/previous").toString());
        assertThat(restored.stream().filter(one -> one.contains("/restore-") && one.contains("/file")))
                .hasSize(6);
    }

    /** What was made durable meanwhile, as Java's own record of it tells. */
    private List<String> forced(ThrowingCallable work) throws Exception {
        Path record = temporary.resolve("forced.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO).withoutStackTrace();
            recording.start();
            try {
                work.call();
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            recording.stop();
            recording.dump(record);
        }
        List<String> paths = RecordingFile.readAllEvents(record).stream()
                .map(event -> event.getString("path"))
                .toList();
        Files.delete(record);
        return paths;
    }

    @ParameterizedTest
    @ValueSource(strings = {"config/config.json", "plugins/mine.jar", "state/state.db"})
    void aFileThatWasChangedIsRefused(String name) throws Exception {
        backup().write(file, null, false, NOON);
        rewrite(files -> {
            byte[] content = Objects.requireNonNull(files.get(name)).clone();
            content[0] ^= 1;
            files.put(name, content);
        });

        assertRefused("Its file " + name + " is not as the manifest has it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.jar",
                "plugins/../../evil.jar",
                "/etc/evil",
                "plugins/a/b.jar",
                "plugins\\evil.jar",
                "C:evil",
                "plugins/.hidden",
                "config/accounts/x.sh"
            })
    void aFileThatWouldGoElsewhereIsRefused(String name) throws Exception {
        backup().write(file, null, false, NOON);
        rewrite(files -> {
            byte[] content = Objects.requireNonNull(files.remove("plugins/mine.jar"));
            files.put(name, content);
            editManifest(files, manifest -> {
                for (JsonNode entry : manifest.path("entries")) {
                    if (entry.path("name").asText().equals("plugins/mine.jar")) {
                        ((ObjectNode) entry).put("name", name);
                    }
                }
            });
        });

        assertRefused("which no backup has");
    }

    @Test
    void aFileThatIsLongerThanItSaysIsRefused() throws Exception {
        backup().write(file, null, false, NOON);
        rewrite(files -> files.put("plugins/mine.jar", new byte[50_000_000]));

        assertRefused("Its file plugins/mine.jar is not as the manifest has it");
    }

    @Test
    void aFileThatTheManifestDoesNotNameIsRefused() throws Exception {
        backup().write(file, null, false, NOON);
        rewrite(files -> files.put("plugins/more.jar", new byte[1]));

        assertRefused("Its files are not those that its manifest names");
    }

    @Test
    void oneOfANewerVersionIsRefusedWithAdvice() throws Exception {
        backup().write(file, null, false, NOON);
        rewrite(files -> editManifest(files, manifest -> manifest.put("schema_version", 99)));
        assertRefused("restore it with Chameleon 0.0-test, which made it, or a newer one");

        rewrite(files -> editManifest(files, manifest -> manifest.put("format", 2)));
        assertRefused("It was made by a newer Chameleon, 0.0-test");
    }

    @Test
    void whatIsNoBackupIsRefused() throws Exception {
        assertThatThrownBy(() -> Restore.open(file)).hasMessage("There is no file " + file);
        Files.writeString(file, "text");
        assertThatThrownBy(() -> Restore.open(file)).hasMessageContaining("is no backup");
        Files.delete(file);
        backup().write(file, null, false, NOON);
        rewrite(files -> files.put(BackupManifest.NAME, "{]".getBytes(UTF_8)));
        assertRefused("manifest.json is damaged");
        rewrite(files -> files.remove(BackupManifest.NAME));
        assertRefused("It is another archive");
    }

    private void assertRefused(String words) throws IOException {
        assertThatThrownBy(() -> restore(there, null, false))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(words);
        assertThat(temporary.resolve("there/deep")).doesNotExist();
    }

    private Restore.Restored restore(DataFolders to, @Nullable Secret passphrase, boolean force)
            throws BackupException {
        try (Restore restore = Restore.open(file)) {
            return restore.run(to, Map.of(), passphrase, force, NOON);
        }
    }

    private Backup backup() {
        return new Backup(here, Map.of(), "0.0-test");
    }

    private DataFolders in(String name) {
        Surroundings around = new Surroundings(
                Surroundings.Platform.LINUX, Map.of(), temporary, Optional.empty(), temporary, Optional.empty());
        return DataFolders.in(Path.of(name), around);
    }

    private void save(String folder, String id) {
        try (StateDirectory directory =
                        StateDirectory.open(temporary.resolve(folder).resolve("state"));
                SqliteStateStore store = SqliteStateStore.open(
                        directory, directory.cipher(Optional.empty()), InstantSource.system(), trouble -> {})) {
            store.save(List.of(new StateChange.Channel("alice", new ChannelId(id))), Map.of());
        }
    }

    private String load(String folder) {
        try (StateDirectory directory =
                        StateDirectory.open(temporary.resolve(folder).resolve("state"));
                SqliteStateStore store = SqliteStateStore.open(
                        directory, directory.cipher(Optional.empty()), InstantSource.system(), trouble -> {})) {
            return Objects.requireNonNull(store.channels(List.of("alice")).get("alice"))
                    .value();
        }
    }

    private void write(String name, String text) throws IOException {
        Path target = temporary.resolve(name);
        Files.createDirectories(target.resolveSibling(""));
        Files.writeString(target, text);
    }

    private List<String> tree(String folder) throws IOException {
        Path top = temporary.resolve(folder);
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(Files::isRegularFile)
                    .map(one -> top.relativize(one).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void rewrite(Consumer<Map<String, byte[]>> change) throws IOException {
        Map<String, byte[]> files = contents(file);
        change.accept(files);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> one : files.entrySet()) {
                out.putNextEntry(new ZipEntry(one.getKey()));
                out.write(one.getValue());
                out.closeEntry();
            }
        }
    }

    private static Map<String, byte[]> contents(Path file) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return files;
    }

    private static void editManifest(Map<String, byte[]> files, Consumer<ObjectNode> edit) {
        try {
            ObjectNode manifest =
                    (ObjectNode) new ObjectMapper().readTree(Objects.requireNonNull(files.get(BackupManifest.NAME)));
            edit.accept(manifest);
            files.put(BackupManifest.NAME, manifest.toString().getBytes(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
