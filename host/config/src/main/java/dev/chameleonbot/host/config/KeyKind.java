package dev.chameleonbot.host.config;

import java.util.List;

/** What the value of a key is, as JSON has it. */
sealed interface KeyKind {
    /**
     * A text.
     *
     * @param pattern what it looks like, in ECMA's syntax of regular expressions
     */
    record Text(String pattern) implements KeyKind {}

    /** True or false. */
    record Flag() implements KeyKind {}

    /**
     * A number.
     *
     * @param least the smallest
     * @param isWhole whether it has no fraction
     */
    record Figure(double least, double most, boolean isWhole) implements KeyKind {}

    /** One of a few words. */
    record Choice(List<String> words) implements KeyKind {
        public Choice {
            words = List.copyOf(words);
        }
    }

    /** A list of texts, at least one. */
    record Texts(String pattern) implements KeyKind {}

    /** A moment, as a text or as seconds since 1970. */
    record Moment() implements KeyKind {}

    /** An object. */
    record Block(ConfigSection section) implements KeyKind {}

    /** A list of objects. */
    record Blocks(ConfigSection section) implements KeyKind {}

    /** An object with a block of settings for each plugin. */
    record PluginBlocks() implements KeyKind {}
}
