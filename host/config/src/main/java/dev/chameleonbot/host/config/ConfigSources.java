package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.io.IoWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was on the disk at one moment: a configuration and the account files next to it.
 *
 * @param accounts the account files, sorted by name
 * @param hasFolder whether there is a folder for account files, empty or not
 */
record ConfigSources(ConfigFile configuration, List<AccountSource> accounts, boolean hasFolder) {
    ConfigSources {
        accounts = List.copyOf(accounts);
    }

    /** One account file. */
    sealed interface AccountSource {
        Path file();

        /** One that could be read. */
        record Known(ConfigFile content) implements AccountSource {
            @Override
            public Path file() {
                return content.file();
            }
        }

        /**
         * One that could not.
         *
         * @param file which it is
         */
        record Unreadable(Path file, UnreadableConfigException fault) implements AccountSource {}

        static AccountSource of(Path file) {
            try {
                return new Known(AccountFiles.readAccount(file));
            } catch (UnreadableConfigException e) {
                return new Unreadable(file, e);
            }
        }
    }

    static ConfigSources read(Path file) throws UnreadableConfigException {
        ConfigFile configuration = ConfigFile.read(file);
        AccountFiles files = AccountFiles.beside(file);
        try {
            List<AccountSource> accounts = new ArrayList<>();
            for (Path account : files.list()) {
                accounts.add(AccountSource.of(account));
            }
            return new ConfigSources(configuration, accounts, Files.isDirectory(files.folder()));
        } catch (IOException e) {
            throw new UnreadableConfigException(files.folder(), " cannot be read: " + IoWords.of(e));
        }
    }
}
