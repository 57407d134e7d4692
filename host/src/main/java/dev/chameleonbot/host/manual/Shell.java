package dev.chameleonbot.host.manual;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** A shell that completes commands, and the script by which it does. */
public enum Shell {
    BASH("chameleon.bash") {
        @Override
        public String completion(CommandSpec program) {
            return AutoComplete.bash(program.name(), program.commandLine());
        }
    },
    ZSH("_chameleon") {
        @Override
        public String completion(CommandSpec program) {
            return new ZshCompletion(program).text();
        }
    },
    FISH("chameleon.fish") {
        @Override
        public String completion(CommandSpec program) {
            return new FishCompletion(program).text();
        }
    };

    private final String fileName;

    Shell(String fileName) {
        this.fileName = fileName;
    }

    /** The name under which the shell looks for the script. */
    public String fileName() {
        return fileName;
    }

    /** The script. */
    public abstract String completion(CommandSpec program);

    /** As people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
