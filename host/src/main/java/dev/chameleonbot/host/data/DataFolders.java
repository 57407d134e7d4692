package dev.chameleonbot.host.data;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.data.Place.Rule;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the data of the program are, apart from the program: the configuration with the accounts next to it, the state, and
 * the plugins that the operator has installed. The first of these rules that holds tells all of them:
 *
 * <ol>
 *   <li>{@code --data DIR}, or else the variable {@value #VARIABLE}: all in one folder;
 *   <li>{@code CONFIGURATION_DIRECTORY} and {@code STATE_DIRECTORY}, which systemd sets for a service;
 *   <li>the working directory, if data are there: {@value #CONFIG}, account files, or the state of an earlier version;
 *   <li>what this system has for a user's programs: the folders of the XDG Base Directory Specification,
 *       {@code %APPDATA%} and {@code %LOCALAPPDATA%}, or {@code ~/Library/Application Support}; but those of the service,
 *       {@code /etc/chameleon} and {@code /var/lib/chameleon}, where the user has none and may read that configuration, or
 *       write one there.
 * </ol>
 *
 * <p>Looking changes nothing.
 *
 * @param config the configuration file, whether it exists or not
 * @param bundled the folder of the plugins that belong to the program, which may be read only; empty if there are none
 * @param looked the configuration files that were looked for, the one that was chosen included
 */
public record DataFolders(Place config, Place state, Place plugins, Optional<Path> bundled, List<Path> looked) {
    /** The variable that names the folder of all data. */
    public static final String VARIABLE = "CHAMELEON_DATA";

    /** The name of a configuration file. */
    public static final String CONFIG = "config.json";

    /** The name of the folder of account files, next to the configuration. */
    public static final String ACCOUNTS = "accounts";

    private static final String STATE = "state";
    /** What the state's folder was called when it was looked for in the working directory only. */
    private static final String EARLIER_STATE = "chameleon-state";

    private static final String PLUGINS = "plugins";

    public DataFolders {
        looked = List.copyOf(looked);
    }

    /**
     * Finds them where no option names a folder.
     *
     * @param around what the program finds where it was started
     * @return where they are, or would be
     */
    public static DataFolders find(ProcessEnvironment around) {
        return around.variable(VARIABLE)
                .map(named -> in(around.workingDirectory().resolve(named), Rule.DATA_VARIABLE, around))
                .or(() -> ofServiceManager(around))
                .orElseGet(() -> findUnnamed(around));
    }

    /**
     * All in one folder.
     *
     * @param folder the folder that {@code --data} names
     * @param around what the program finds where it was started
     * @return where they are, or would be
     */
    public static DataFolders in(Path folder, ProcessEnvironment around) {
        return in(around.workingDirectory().resolve(folder), Rule.DATA_OPTION, around);
    }

    private static DataFolders in(Path folder, Rule rule, ProcessEnvironment around) {
        Place all = new Place(folder.normalize(), rule);
        return of(all, stateIn(all), all, around);
    }

    private static Optional<DataFolders> ofServiceManager(ProcessEnvironment around) {
        return firstFolder(around, "CONFIGURATION_DIRECTORY")
                .flatMap(config -> firstFolder(around, "STATE_DIRECTORY")
                        .map(state -> apart(config, state, Rule.SERVICE_MANAGER, around)));
    }

    /** Of several folders of a service systemd lists the first first. */
    private static Optional<Path> firstFolder(ProcessEnvironment around, String variable) {
        return around.variable(variable).map(paths -> paths.split(":", 2)[0]).map(Path::of);
    }

    private static DataFolders findUnnamed(ProcessEnvironment around) {
        DataFolders here = in(around.workingDirectory(), Rule.WORKING_DIRECTORY, around);
        if (here.hasConfiguration()
                || Files.isDirectory(around.workingDirectory().resolve(EARLIER_STATE))) {
            return here;
        }
        Optional<DataFolders> ofUser = ofUser(around).map(user -> user.lookedAfter(here));
        Optional<DataFolders> ofService = ofService(around);
        if (ofService.isPresent()
                && ofService.get().isMeant()
                && ofUser.filter(DataFolders::holdSomething).isEmpty()) {
            return ofService.get().lookedAfter(ofUser.orElse(here));
        }
        return ofUser.orElse(here);
    }

    /** Empty where the system knows no folder of this user. */
    private static Optional<DataFolders> ofUser(ProcessEnvironment around) {
        return switch (around.platform()) {
            case LINUX -> {
                Optional<Path> config = userFolder(around, "XDG_CONFIG_HOME", ".config");
                Optional<Path> state = userFolder(around, "XDG_STATE_HOME", ".local/state");
                yield config.flatMap(one -> state.map(
                        other -> apart(one.resolve("chameleon"), other.resolve("chameleon"), Rule.USER, around)));
            }
            case WINDOWS -> {
                Optional<Path> config = userFolder(around, "APPDATA", "AppData/Roaming");
                Optional<Path> state = userFolder(around, "LOCALAPPDATA", "AppData/Local");
                yield config.flatMap(one -> state.map(
                        other -> apart(one.resolve("Chameleon"), other.resolve("Chameleon"), Rule.USER, around)));
            }
            case MACOS ->
                around.home()
                        .map(home -> home.resolve("Library/Application Support/Chameleon"))
                        .map(all -> apart(all, all, Rule.USER, around));
        };
    }

    private static Optional<Path> userFolder(ProcessEnvironment around, String variable, String inHome) {
        return around.folder(variable).or(() -> around.home().map(home -> home.resolve(inHome)));
    }

    private static Optional<DataFolders> ofService(ProcessEnvironment around) {
        return around.platform() == ProcessEnvironment.Platform.LINUX
                ? Optional.of(apart(
                        around.root().resolve("etc/chameleon"),
                        around.root().resolve("var/lib/chameleon"),
                        Rule.SERVICE,
                        around))
                : Optional.empty();
    }

    private static DataFolders apart(Path config, Path state, Rule rule, ProcessEnvironment around) {
        Place kept = new Place(state.normalize(), rule);
        return of(new Place(config.normalize(), rule), kept.resolve(STATE), kept, around);
    }

    private static DataFolders of(Place config, Place state, Place plugins, ProcessEnvironment around) {
        Place file = config.resolve(CONFIG);
        return new DataFolders(
                file,
                state,
                plugins.resolve(PLUGINS),
                around.program().map(program -> program.resolve(PLUGINS)),
                List.of(file.path()));
    }

    /** Under its earlier name only where nothing has the present one. */
    private static Place stateIn(Place folder) {
        Place earlier = folder.resolve(EARLIER_STATE);
        Place state = folder.resolve(STATE);
        return Files.isDirectory(earlier.path()) && !isState(state.path()) ? earlier : state;
    }

    /** Not every folder of that name is one of Chameleon. */
    private static boolean isState(Path folder) {
        return Stream.of(StateDirectory.LOCK_FILE, StateDirectory.KEY_FILE, StateDirectory.DATABASE)
                .anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    private DataFolders lookedAfter(DataFolders earlier) {
        List<Path> all = new ArrayList<>(earlier.looked);
        all.addAll(looked);
        return new DataFolders(config, state, plugins, bundled, all);
    }

    /**
     * The same with another configuration.
     *
     * @param file what {@code --config} names; null where it is not given
     */
    public DataFolders withConfig(@Nullable Path file) {
        return file == null
                ? this
                : new DataFolders(new Place(file, Rule.OWN_OPTION), state, plugins, bundled, List.of(file));
    }

    /**
     * The same with another state.
     *
     * @param folder what {@code --state} names; null where it is not given
     */
    public DataFolders withState(@Nullable Path folder) {
        return folder == null
                ? this
                : new DataFolders(config, new Place(folder, Rule.OWN_OPTION), plugins, bundled, looked);
    }

    /**
     * The same with the plugins of one folder alone: those that belong to the program do not count.
     *
     * @param folder what {@code --plugins} names; null where it is not given
     */
    public DataFolders withPlugins(@Nullable Path folder) {
        return folder == null
                ? this
                : new DataFolders(config, state, new Place(folder, Rule.OWN_OPTION), Optional.empty(), looked);
    }

    /** The folder of account files, whether it exists or not. */
    public Place accounts() {
        return new Place(config.path().resolveSibling(ACCOUNTS), config.rule());
    }

    /** Whether there is a configuration that this user may look for, or at least an account's file. */
    public boolean hasConfiguration() {
        return Files.exists(config.path()) || hasAccountFiles();
    }

    private boolean hasAccountFiles() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(accounts().path(), "*.json")) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            return false; // Nothing to be found there for this user.
        }
    }

    /**
     * A user that may write a service's configuration is most likely about to; without any it would be in no other place.
     */
    private boolean isMeant() {
        return hasConfiguration() || Files.isWritable(config.path().resolveSibling(""));
    }

    private boolean holdSomething() {
        return hasConfiguration() || Files.isDirectory(state.path());
    }

    /** Where a configuration was looked for, and what to do, in a sentence without its point. */
    public String withoutConfiguration() {
        return "No configuration was found; looked for "
                + looked.stream().distinct().map(Path::toString).collect(Collectors.joining(", "))
                + ". Run 'chameleon setup' to make one, or name one with --config, or its folder with --data";
    }

    /**
     * Creates the folder of the operator's plugins, for its owner alone; one that exists stays as it is, and one that an
     * option names has to exist.
     *
     * @throws OperationException if it cannot be made
     */
    public void createPlugins() throws OperationException {
        if (plugins.rule() == Rule.OWN_OPTION) {
            return;
        }
        try {
            OwnersFiles.createDirectories(plugins.path());
        } catch (IOException e) {
            throw new OperationException(
                    "The plugins folder " + plugins.path() + " cannot be created: " + IoWords.ofCreating(e)
                            + ". Fix that, or name another folder of all data with --data",
                    e);
        }
    }

    /**
     * Refuses to write among the data of the service as another user, such as root: the service could not read what that
     * user creates.
     *
     * @throws OperationException if it is not the service's user
     */
    public void requireWritableBy(String user) throws OperationException {
        Optional<Path> ofService = Stream.of(
                        beside(state), beside(plugins), Optional.of(accounts()).filter(DataFolders::isOfService))
                .flatMap(Optional::stream)
                .map(Place::path)
                .filter(Files::exists)
                .findFirst();
        if (ofService.isEmpty()) {
            return;
        }
        String owner;
        try {
            owner = Files.getOwner(ofService.get()).getName();
        } catch (IOException e) {
            throw new OperationException(
                    "Whose " + ofService.get() + " is cannot be seen: " + IoWords.of(e)
                            + ". Fix that, or name another folder with --data",
                    e);
        }
        if (!owner.equals(user)) {
            throw new OperationException("These are the data of the service, which runs as " + owner + ": say 'sudo -u "
                    + owner + " chameleon …', or name another folder with --data");
        }
    }

    /** The folder of the service's data that something is in. */
    private static Optional<Place> beside(Place place) {
        return Optional.of(place)
                .filter(DataFolders::isOfService)
                .map(one -> new Place(one.path().resolveSibling(""), one.rule()));
    }

    private static boolean isOfService(Place place) {
        return place.rule() == Rule.SERVICE;
    }
}
