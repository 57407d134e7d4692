package dev.chameleonbot.host.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** The variables of the environment that the program reads. */
final class EnvironmentVariables {
    private EnvironmentVariables() {}

    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("CHAMELEON_DATA", "The folder of all data, like --data; 'chameleon paths' shows what holds.");
        all.put(
                "CONFIGURATION_DIRECTORY, STATE_DIRECTORY",
                "Set by systemd for a service: where its configuration and its state are.");
        all.put("XDG_CONFIG_HOME, XDG_STATE_HOME", "Where the folders of this user are, on Linux.");
        all.put("APPDATA, LOCALAPPDATA", "The same on Windows.");
        all.put("CHAMELEON_CLIENT_SECRET", "The client secret of the application that serves all accounts.");
        all.put(
                "CHAMELEON_KEY",
                "The key that tokens are encrypted with, as base64 of 32 bytes; else a file of the state.");
        all.put("CHAMELEON_LOG_FORMAT", "text or json, like run --log-format.");
        all.put("CHAMELEON_BACKUP_PASSPHRASE", "The passphrase that wraps the key in a backup.");
        all.put(
                "CHAMELEON_PLUGIN_TRUST_PASSWORD",
                "The password of the trust store by which the signatures of plugins are checked.");
        all.put(
                "CHAMELEON_EVENTSUB_URL, CHAMELEON_HELIX_URL, CHAMELEON_AUTH_URL",
                "Where Twitch is, such as a simulator; like endpoints in the configuration.");
        all.put(
                "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY",
                "The proxy on the way to Twitch, as with curl, and who is reached without it.");
        all.put(
                "NO_COLOR, CLICOLOR_FORCE, TERM",
                "No colours; colours also where no terminal is; dumb: a terminal without.");
        all.put("COLUMNS", "How wide the terminal is, where it is not to be asked.");
        all.put("CHAMELEON_JAVA_HOME, JAVA_HOME", "The Java to run on; the newest that is found where neither is set.");
        all.put(
                "CHAMELEON_JAVA_OPTS",
                "Options for Java, such as -Xmx512m; JAVA_TOOL_OPTIONS and JDK_JAVA_OPTIONS hold too.");
        all.put("CHAMELEON_TRAINING", "Set by 'chameleon train' for the host that it learns from.");
        return all;
    }
}
