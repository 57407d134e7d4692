package dev.chameleonbot.host.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.data.Place.Rule;
import dev.chameleonbot.host.data.ProcessEnvironment.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where data are found, on every system: the folders of all of them are in one of the test's own. */
final class DataFoldersTest {
    @TempDir
    private Path root;

    private Path here;
    private Path home;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void createFolders() throws IOException {
        here = Files.createDirectories(root.resolve("here"));
        home = Files.createDirectories(root.resolve("home/alice"));
    }

    @Test
    void anOptionPutsAllIntoOneFolder() throws IOException {
        create(here.resolve("config.json"));
        environment.put("CHAMELEON_DATA", "elsewhere");

        DataFolders found = DataFolders.in(Path.of("data"), around(Platform.LINUX));

        assertAt(found, Rule.DATA_OPTION, here.resolve("data"), here.resolve("data"));
        assertThat(found.accounts().path()).isEqualTo(here.resolve("data/accounts"));
    }

    @Test
    void theVariableComesBeforeAllButTheOption() throws IOException {
        create(here.resolve("config.json"));
        environment.put("CONFIGURATION_DIRECTORY", "/etc/some");
        environment.put("STATE_DIRECTORY", "/var/lib/some");
        environment.put("CHAMELEON_DATA", root.resolve("data").toString());

        assertAt(find(Platform.LINUX), Rule.DATA_VARIABLE, root.resolve("data"), root.resolve("data"));

        environment.put("CHAMELEON_DATA", " ");
        assertThat(find(Platform.LINUX).config().rule()).isEqualTo(Rule.SERVICE_MANAGER);
    }

    @Test
    void theStateOfAnEarlierVersionIsUsedUnderItsName() throws IOException {
        Path earlier = Files.createDirectories(here.resolve("chameleon-state"));
        Path foreign = Files.createDirectories(here.resolve("state"));

        DataFolders found = find(Platform.LINUX);
        assertThat(found.state()).isEqualTo(new Place(earlier, Rule.WORKING_DIRECTORY));
        assertThat(found.config().path()).isEqualTo(here.resolve("config.json"));
        assertThat(DataFolders.in(here, around(Platform.LINUX)).state().path()).isEqualTo(earlier);

        create(foreign.resolve("lock"));
        assertThat(find(Platform.LINUX).state().path())
                .as("a state of the present name goes first")
                .isEqualTo(foreign);
    }

    @Test
    void onlyTheServicesUserWritesAmongItsData() throws IOException, OperationException {
        create(root.resolve("etc/chameleon/config.json"));
        Path data = Files.createDirectories(root.resolve("var/lib/chameleon"));
        Path accounts = Files.createDirectories(root.resolve("etc/chameleon/accounts"));
        String owner = Files.getOwner(data).getName();
        DataFolders ofService = find(Platform.LINUX);
        Path other = root.resolve("other");

        ofService.requireWritableBy(owner);
        for (DataFolders some : List.of(
                ofService,
                ofService.withState(other),
                ofService.withState(other).withPlugins(other),
                ofService.withConfig(other))) {
            assertThatThrownBy(() -> some.requireWritableBy("another"))
                    .hasMessage("These are the data of the service, which runs as " + owner + ": say 'sudo -u " + owner
                            + " chameleon …', or name another folder with --data");
        }
        ofService.withConfig(other).withState(other).withPlugins(other).requireWritableBy("another");
        DataFolders.in(data, around(Platform.LINUX)).requireWritableBy("another");
        Files.delete(accounts);
        Files.delete(data);
        ofService.requireWritableBy("another"); // There is nobody whose they are.
    }

    @Test
    void aServiceHasTheFirstFolderOfEachKind() {
        environment.put("CONFIGURATION_DIRECTORY", "/etc/bots:/etc/more");
        environment.put("STATE_DIRECTORY", "/var/lib/bots:/var/lib/more");

        assertAt(find(Platform.LINUX), Rule.SERVICE_MANAGER, Path.of("/etc/bots"), Path.of("/var/lib/bots"));
    }

    @Test
    void oneFolderOfAServiceAloneTellsNothing() {
        environment.put("STATE_DIRECTORY", "/var/lib/bots");

        assertThat(find(Platform.LINUX).state().rule()).isEqualTo(Rule.USER);
    }

    @Test
    void theWorkingDirectoryCountsWhereItHasAConfigurationOrAccounts() throws IOException {
        create(here.resolve("accounts/notes.txt"));
        assertThat(find(Platform.LINUX).config().rule()).isEqualTo(Rule.USER);

        create(here.resolve("accounts/alice.json"));
        assertAt(find(Platform.LINUX), Rule.WORKING_DIRECTORY, here, here);

        Files.delete(here.resolve("accounts/alice.json"));
        create(here.resolve("config.json"));
        assertAt(find(Platform.LINUX), Rule.WORKING_DIRECTORY, here, here);
    }

    @Test
    void linuxHasTheFoldersOfXdg() {
        assertAt(
                find(Platform.LINUX),
                Rule.USER,
                home.resolve(".config/chameleon"),
                home.resolve(".local/state/chameleon"));

        environment.put("XDG_CONFIG_HOME", root.resolve("c").toString());
        environment.put("XDG_STATE_HOME", root.resolve("s").toString());
        assertAt(find(Platform.LINUX), Rule.USER, root.resolve("c/chameleon"), root.resolve("s/chameleon"));

        environment.put("XDG_CONFIG_HOME", "relative");
        assertThat(find(Platform.LINUX).config().path())
                .as("a relative path is not valid there")
                .isEqualTo(home.resolve(".config/chameleon/config.json"));
    }

    @Test
    void windowsHasTheFoldersOfAppData() {
        assertAt(
                find(Platform.WINDOWS),
                Rule.USER,
                home.resolve("AppData/Roaming/Chameleon"),
                home.resolve("AppData/Local/Chameleon"));

        environment.put("APPDATA", root.resolve("r").toString());
        environment.put("LOCALAPPDATA", root.resolve("l").toString());
        assertAt(find(Platform.WINDOWS), Rule.USER, root.resolve("r/Chameleon"), root.resolve("l/Chameleon"));
    }

    @Test
    void macOsHasOneFolder() {
        Path support = home.resolve("Library/Application Support/Chameleon");

        assertAt(find(Platform.MACOS), Rule.USER, support, support);
    }

    @Test
    void theServicesFoldersCountWhereTheUserHasNothingAndMayReadThem() throws IOException {
        create(root.resolve("etc/chameleon/config.json"));

        assertAt(find(Platform.LINUX), Rule.SERVICE, root.resolve("etc/chameleon"), root.resolve("var/lib/chameleon"));
        assertThat(find(Platform.WINDOWS).config().rule()).isEqualTo(Rule.USER);

        Files.createDirectories(home.resolve(".local/state/chameleon/state"));
        assertThat(find(Platform.LINUX).config().rule()).isEqualTo(Rule.USER);
    }

    @Test
    void theServicesFoldersCountForWhoeverMayWriteItsConfiguration() throws IOException {
        Files.createDirectories(root.resolve("etc/chameleon"));

        assertThat(find(Platform.LINUX).config().rule()).isEqualTo(Rule.SERVICE);
    }

    @Test
    void aUserWithoutAHomeHasTheWorkingDirectory() {
        ProcessEnvironment around =
                new ProcessEnvironment(Platform.LINUX, Map.of(), here, Optional.empty(), root, Optional.empty());

        assertAt(DataFolders.find(around), Rule.WORKING_DIRECTORY, here, here);
    }

    @Test
    void whatIsNamedOverridesOneThingEach() {
        DataFolders found = DataFolders.in(Path.of("data"), around(Platform.LINUX))
                .withState(Path.of("s"))
                .withConfig(Path.of("c/my.json"));

        assertThat(found.state()).isEqualTo(new Place(Path.of("s"), Rule.OWN_OPTION));
        assertThat(found.accounts()).isEqualTo(new Place(Path.of("c/accounts"), Rule.OWN_OPTION));
        assertThat(found.plugins()).isEqualTo(new Place(here.resolve("data/plugins"), Rule.DATA_OPTION));
        assertThat(found.bundled()).contains(root.resolve("program/plugins"));
        assertThat(found.withPlugins(Path.of("p")).bundled())
                .as("with a folder of plugins that is named, there are no others")
                .isEmpty();
    }

    @Test
    void namesEveryPlaceThatWasLookedAt() {
        assertThat(find(Platform.LINUX).withoutConfiguration())
                .contains("looked for " + here.resolve("config.json") + ", "
                        + home.resolve(".config/chameleon/config.json") + ". Run 'chameleon setup'");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    void createsTheFolderOfPluginsForItsOwnerAlone() throws IOException, OperationException {
        find(Platform.LINUX).createPlugins();

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.resolve(".local/state/chameleon/plugins"))))
                .isEqualTo("rwx------");
        assertThat(home.resolve(".config")).doesNotExist();
    }

    @Test
    void saysWhatIsInTheWayOfTheFolderOfPlugins() throws IOException {
        create(home.resolve(".local"));

        assertThatThrownBy(() -> find(Platform.LINUX).createPlugins())
                .isInstanceOf(OperationException.class)
                .hasMessageContaining(
                        "The plugins folder " + home.resolve(".local/state/chameleon/plugins") + " cannot be created")
                .hasMessageContaining("--data");
    }

    private DataFolders find(Platform platform) {
        return DataFolders.find(around(platform));
    }

    private ProcessEnvironment around(Platform platform) {
        return new ProcessEnvironment(
                platform, environment, here, Optional.of(home), root, Optional.of(root.resolve("program")));
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.createFile(file);
    }

    private static void assertAt(DataFolders found, Rule rule, Path config, Path state) {
        assertThat(found.config()).isEqualTo(new Place(config.resolve("config.json"), rule));
        assertThat(found.state()).isEqualTo(new Place(state.resolve("state"), rule));
        assertThat(found.plugins()).isEqualTo(new Place(state.resolve("plugins"), rule));
    }
}
