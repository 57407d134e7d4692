package dev.chameleonbot.host.backup;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file in a backup.
 *
 * @param size its length in bytes
 * @param sha256 the hash of its content, in hexadecimal digits
 */
record BackupEntry(String name, long size, String sha256) {
    static final String CONFIG = "config/config.json";
    static final String ACCOUNTS = "config/accounts/";
    static final String STATE = "state/state.db";
    static final String PLUGINS = "plugins/";

    /** One plain name: nothing that leads anywhere else, on any system. */
    private static final String PLAIN = "(?!\\.)[^/\\\\:\\x00-\\x1f]{1,200}";

    private static final Pattern NAME = Pattern.compile(Pattern.quote(CONFIG)
            + "|" + Pattern.quote(ACCOUNTS) + PLAIN + "\\.json"
            + "|" + Pattern.quote(STATE)
            + "|" + Pattern.quote(PLUGINS) + "(previous/)?" + PLAIN);

    /** Whether a name is one of those that a backup may have. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The rest of the name in a folder of the archive. */
    Optional<String> below(String folder) {
        return name.startsWith(folder) ? Optional.of(name.substring(folder.length())) : Optional.empty();
    }
}
