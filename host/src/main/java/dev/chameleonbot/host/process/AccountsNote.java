package dev.chameleonbot.host.process;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the launcher how many accounts a host has: by that it chooses Java's compilers at the next start. */
public final class AccountsNote {
    private static final Logger log = LoggerFactory.getLogger(AccountsNote.class);

    private AccountsNote() {}

    /**
     * Notes it where the launcher looks, which has named the file. Without a launcher, or a place to write to, nothing is
     * noted, and the launcher does not know.
     */
    public static void write(int accounts) {
        String file = System.getProperty("chameleon.accounts");
        if (file != null) {
            write(Path.of(file).toAbsolutePath(), accounts);
        }
    }

    static void write(Path file, int accounts) {
        try {
            OwnersFiles.createDirectories(file.resolveSibling(""));
            Files.writeString(file, accounts + "\n");
        } catch (IOException e) {
            log.debug("The number of accounts is not noted in {}: {}", file, IoWords.of(e));
        }
    }
}
