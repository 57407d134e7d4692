package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.logging.LogFormat;
import dev.chameleonbot.host.training.Training;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables of the environment that the program reads. */
final class EnvironmentVariables {
    private EnvironmentVariables() {}

    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(DataFolders.VARIABLE, "The folder of all data, like --data; 'chameleon paths' shows what holds.");
        all.put(
                "CONFIGURATION_DIRECTORY, STATE_DIRECTORY",
                "Set by systemd for a service: where its configuration and its state are.");
        all.put("XDG_CONFIG_HOME, XDG_STATE_HOME", "Where the folders of this user are, on Linux.");
        all.put("APPDATA, LOCALAPPDATA", "The same on Windows.");
        all.put(ConfigReader.CLIENT_SECRET_VARIABLE, "The client secret of the application that serves all accounts.");
        all.put(
                StateDirectory.KEY_VARIABLE,
                "The key that tokens are encrypted with, as base64 of 32 bytes; else a file of the state.");
        all.put(LogFormat.VARIABLE, "text or json, like run --log-format.");
        all.put(PassphraseOption.VARIABLE, "The passphrase that wraps the key in a backup.");
        all.put(
                "CHAMELEON_PLUGIN_TRUST_PASSWORD",
                "The password of the trust store by which the signatures of plugins are checked.");
        all.put(
                String.join(", ", ConfigReader.endpointVariables()),
                "Where Twitch is, such as a simulator; like endpoints in the configuration.");
        all.put(
                "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY",
                "The proxy on the way to Twitch, as with curl, and who is reached without it.");
        all.put(
                "NO_COLOR, CLICOLOR_FORCE, TERM",
                "No colours; colours also where no terminal is; dumb: a terminal without.");
        all.put("COLUMNS", "The width of the terminal, if Chameleon should not query it.");
        all.put("CHAMELEON_JAVA_HOME, JAVA_HOME", "The Java to run on; the newest that is found if neither is set.");
        all.put(
                "CHAMELEON_JAVA_OPTS",
                "Options for Java, such as -Xmx512m; JAVA_TOOL_OPTIONS and JDK_JAVA_OPTIONS hold too.");
        all.put(Training.VARIABLE, "Set by 'chameleon train' for the host that it learns from.");
        return all;
    }
}
