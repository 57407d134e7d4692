package dev.chameleonbot.host.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code chameleon help} knows besides the commands: a list of things with what they mean. */
enum HelpTopic {
    EXIT_CODES("exit-codes", "With these codes commands end; each command's help says which it has.") {
        @Override
        Map<String, String> entries() {
            Map<String, String> codes = new LinkedHashMap<>();
            for (ExitCode code : ExitCode.values()) {
                codes.put(String.valueOf(code.code()), code.meaning());
            }
            return codes;
        }
    },
    ENVIRONMENT("environment", "These variables of the environment are read.") {
        @Override
        Map<String, String> entries() {
            return EnvironmentVariables.all();
        }
    };

    private final String word;
    private final String introduction;

    HelpTopic(String word, String introduction) {
        this.word = word;
        this.introduction = introduction;
    }

    static Optional<HelpTopic> of(String word) {
        return Stream.of(values()).filter(topic -> topic.word.equals(word)).findAny();
    }

    /** How it is asked for. */
    String word() {
        return word;
    }

    String introduction() {
        return introduction;
    }

    abstract Map<String, String> entries();
}
