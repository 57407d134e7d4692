package dev.chameleonbot.host.data;

import java.nio.file.Path;

/**
 * A file or folder, and what decided where it is.
 *
 * @param path where
 */
public record Place(Path path, Rule rule) {
    /** What tells where something is, the strongest first. */
    public enum Rule {
        /** The option of a command for this one thing: {@code --config}, {@code --state}, {@code --plugins}. */
        OWN_OPTION("an option of its own"),
        /** The option {@code --data}. */
        DATA_OPTION("--data"),
        /** The variable {@code CHAMELEON_DATA}. */
        DATA_VARIABLE(DataFolders.VARIABLE),
        /** What systemd tells a service. */
        SERVICE_MANAGER("the service manager (CONFIGURATION_DIRECTORY, STATE_DIRECTORY)"),
        /** The working directory holds data. */
        WORKING_DIRECTORY("the working directory"),
        /** Where this system keeps the data of a user's programs. */
        USER("the folders of this user"),
        /** Where this system keeps the data of services. */
        SERVICE("the folders of the service");

        private final String words;

        Rule(String words) {
            this.words = words;
        }

        /** What it is, for people. */
        public String words() {
            return words;
        }
    }

    /** The same rule for something in this folder. */
    Place resolve(String name) {
        return new Place(path.resolve(name), rule);
    }
}
