package dev.chameleonbot.host.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which files of the folders of the data are a backup's affair, in the order of their names; hidden ones are not. */
final class DataFiles {
    private DataFiles() {}

    static List<Path> ofAccounts(Path folder) throws IOException {
        return in(folder, "*.json");
    }

    /** The operator's plugins, and what belongs to them. */
    static List<Path> ofPlugins(Path folder) throws IOException {
        return in(folder, "*.{jar,txt,lock,p12}");
    }

    /** The versions before the last updates. */
    static List<Path> ofEarlierPlugins(Path folder) throws IOException {
        return in(folder.resolve("previous"), "*.jar");
    }

    private static List<Path> in(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
                entries.forEach(entry -> {
                    if (!String.valueOf(entry.getFileName()).startsWith(".")) {
                        found.add(entry);
                    }
                });
            }
        }
        found.sort(null);
        return found;
    }
}
