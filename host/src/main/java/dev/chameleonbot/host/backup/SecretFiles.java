package dev.chameleonbot.host.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which files a configuration names for client secrets. */
final class SecretFiles {
    private static final String KEY = "client_secret_file";

    private SecretFiles() {}

    /** Those that a file of the configuration names, as they are found from a folder; none where it is no Json.COMMENTED. */
    static Set<Path> of(Path configuration, Path from) throws IOException {
        Set<Path> found = new TreeSet<>();
        JsonNode root;
        try {
            root = Json.COMMENTED.readTree(Files.readAllBytes(configuration));
        } catch (JsonProcessingException e) {
            return found; // It is backed up as it is; what is wrong with it, 'check-config' tells.
        }
        for (String named : root.findValuesAsText(KEY)) {
            path(from, named).ifPresent(found::add);
        }
        return found;
    }

    /** Empty where it is no path on this system; what is wrong with it, 'check-config' tells. */
    private static Optional<Path> path(Path from, String named) {
        try {
            return Optional.of(from.resolve(named).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
