package dev.chameleonbot.host.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chameleonbot.engine.io.OwnersFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folder {@code accounts} next to a configuration: a file {@code LOGIN.json} for each account that is not among the
 * configuration's {@code users}, in the form of one of these. Commands add, change and delete such files, and people edit
 * them. For use by several threads and programs: each file appears, changes and goes as a whole.
 */
public final class AccountFiles {
    /** An account takes half a kilobyte. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final String FOLDER = "accounts";
    private static final String SUFFIX = ".json";
    private static final Pattern PLACE = Pattern.compile(FOLDER + "/[^/:]+\\.json");

    private final Path folder;

    private AccountFiles(Path folder) {
        this.folder = folder;
    }

    /** Those of a configuration, whether there are any or not. */
    public static AccountFiles beside(Path configuration) {
        return new AccountFiles(configuration.resolveSibling(FOLDER));
    }

    /** Whether a place in the configuration is an account's own file. */
    static boolean isPlace(String place) {
        return PLACE.matcher(place).matches();
    }

    /** How a file is called in messages, on every system alike. */
    static String place(Path file) {
        return FOLDER + "/" + file.getFileName();
    }

    /** The name that a file says its account has. */
    static String login(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** The folder, whether it exists or not. */
    public Path folder() {
        return folder;
    }

    /**
     * The file of an account, whether it exists or not.
     *
     * @param login the account's name, in any case
     * @throws IllegalArgumentException if that can be no account's name
     */
    public Path file(String login) {
        return folder.resolve(checked(login) + SUFFIX);
    }

    private static String checked(String login) {
        String name = login.strip().toLowerCase(Locale.ROOT);
        if (!AccountReader.isName(name)) {
            throw new IllegalArgumentException(
                    "'" + ObjectReader.shorten(login) + "' is not " + AccountReader.NAME_RULE);
        }
        return name;
    }

    /**
     * The account files that there are. Files that editors and mounts leave next to them do not count: folders, and names
     * that begin with a dot or do not end in {@code .json}.
     *
     * @return the files, sorted by name; none if there is no folder
     * @throws IOException if the folder cannot be read
     */
    public List<Path> list() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.endsWith(SUFFIX) && !name.startsWith(".") && !Files.isDirectory(entry)) {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(null);
        return List.copyOf(files);
    }

    static ConfigFile readAccount(Path file) throws UnreadableConfigException {
        return ConfigFile.read(file, MAX_BYTES, "account");
    }

    /**
     * What is in an account's file, to be changed and written again.
     *
     * @return the document; empty if there is no such file
     * @throws UnreadableConfigException if it cannot be read, or is no object in JSON
     */
    public Optional<AccountDocument> read(String login) throws UnreadableConfigException {
        Path file = file(login);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = readAccount(file).text();
        return Optional.of(AccountDocument.of(file.toString(), text));
    }

    /**
     * Writes an account's file as a whole or not at all, readable by its owner only, in the place of one that is there. It
     * is not judged: that is done by {@link ConfigReader}, with everything next to it.
     *
     * @throws IOException if it cannot be written; then what was there before still is
     */
    public Path write(String login, AccountDocument document) throws IOException {
        Path file = file(login);
        OwnersFiles.createDirectories(folder);
        OwnersFiles.write(file, document.text().getBytes(UTF_8));
        return file;
    }

    /**
     * Deletes an account's file.
     *
     * @return whether there was one
     * @throws IOException if it cannot be deleted
     */
    public boolean delete(String login) throws IOException {
        boolean deleted = Files.deleteIfExists(file(login));
        if (deleted) {
            OwnersFiles.sync(folder);
        }
        return deleted;
    }
}
