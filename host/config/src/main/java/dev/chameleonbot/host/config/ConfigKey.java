package dev.chameleonbot.host.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration, declared once: by it keys are known or unknown, the JSON schema and the reference are written.
 *
 * @param allowed what is allowed, to be read after "it must be"
 * @param fallback what holds where it is left out
 * @param text what it is for: sentences for the operator
 * @param required whether its object is wrong without it
 * @param secret whether its value is never shown
 * @param successor the key that has taken its place, where it is one of older versions
 * @param example a value as JSON; empty if there is nothing to show
 */
record ConfigKey(
        String name,
        List<ConfigSection> places,
        KeyKind kind,
        String allowed,
        String fallback,
        String text,
        boolean required,
        boolean secret,
        Optional<String> successor,
        String example) {
    ConfigKey {
        places = List.copyOf(places);
    }

    /** Whether it serves at the root those accounts that have none in their blocks. What is set for plugins is merged. */
    boolean isDefaultAtRoot() {
        return !(kind instanceof KeyKind.PluginBlocks)
                && places.contains(ConfigSection.ROOT)
                && places.contains(ConfigSection.USER);
    }

    /** Begins a declaration. */
    static Builder named(String name, KeyKind kind, ConfigSection... places) {
        return new Builder(name, kind, List.of(places));
    }

    /** Collects what there is to say of a key; not thread-safe. */
    static final class Builder {
        private final String name;
        private final KeyKind kind;
        private final List<ConfigSection> places;
        private String allowed = "";
        private String fallback = "";
        private String example = "";
        private boolean required;
        private boolean secret;
        private @Nullable String successor;

        private Builder(String name, KeyKind kind, List<ConfigSection> places) {
            this.name = name;
            this.kind = kind;
            this.places = places;
        }

        Builder allowed(String what) {
            allowed = what;
            return this;
        }

        Builder fallback(String what) {
            fallback = what;
            return this;
        }

        Builder example(String json) {
            example = json;
            return this;
        }

        Builder required() {
            required = true;
            return this;
        }

        Builder secret() {
            secret = true;
            return this;
        }

        Builder replacedBy(String newer) {
            successor = newer;
            return this;
        }

        ConfigKey text(String sentences) {
            return new ConfigKey(
                    name,
                    places,
                    kind,
                    allowed,
                    fallback,
                    sentences,
                    required,
                    secret,
                    Optional.ofNullable(successor),
                    example);
        }
    }
}
