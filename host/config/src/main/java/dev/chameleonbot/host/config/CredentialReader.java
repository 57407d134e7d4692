package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.model.Secret;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads ids, secrets and tokens of one object. No secret is shown. */
record CredentialReader(ObjectReader object, Problems problems) {
    static final String CLIENT_ID = "client_id";
    static final String CLIENT_SECRET = "client_secret";
    static final String CLIENT_SECRET_FILE = "client_secret_file";

    private static final String ID_ALLOWED = "the client id of a Twitch application";
    private static final String SECRET_ALLOWED = "that application's secret, or left out if it has none";
    /** The characters of what can stand in a header of HTTP. */
    static final String HEADER_SAFE = "[\\x21-\\x7e]";

    private static final Pattern SAFE_TEXT = Pattern.compile(HEADER_SAFE + "+");

    /** The application's id, if one is given that can be used; {@code unless} is when it can be left out. */
    Optional<String> clientId(String unless) {
        Optional<String> written = object.optionalText(CLIENT_ID, ID_ALLOWED + unless);
        Optional<String> placeholder = written.filter(Placeholders::isCredential);
        placeholder.ifPresent(text -> problems.error(
                object.path(CLIENT_ID),
                "is still the sample's placeholder '" + ObjectReader.shorten(text) + "'; it must be " + ID_ALLOWED));
        return placeholder.isPresent()
                ? Optional.empty()
                : written.filter(id -> isHeaderSafe(object.path(CLIENT_ID), id));
    }

    void tellThatIdIsMissing(String unless) {
        String state = object.value(CLIENT_ID).isPresent() ? "is empty" : "is missing";
        problems.error(object.path(CLIENT_ID), state + "; it must be " + ID_ALLOWED + unless);
    }

    /** The key under which there is something for an application's secret. */
    Optional<String> givenSecret() {
        return Stream.of(CLIENT_SECRET, CLIENT_SECRET_FILE)
                .filter(object::isGiven)
                .findFirst();
    }

    /** The application's secret: the environment's, or the written one, or the one in the file that is named. */
    Optional<Secret> clientSecret(SecretSources sources) {
        if (sources.variable().isPresent()) {
            return sources.variable()
                    .flatMap(text -> checked(ConfigReader.CLIENT_SECRET_VARIABLE, text, "the application's secret"));
        }
        if (!object.isGiven(CLIENT_SECRET_FILE)) {
            return secret(CLIENT_SECRET, SECRET_ALLOWED);
        }
        String path = object.path(CLIENT_SECRET_FILE);
        if (object.isGiven(CLIENT_SECRET)) {
            problems.error(path, "stands next to " + CLIENT_SECRET + "; keep one of the two");
            return Optional.empty();
        }
        return object.optionalText(CLIENT_SECRET_FILE, "the path of a file that holds the secret")
                .flatMap(name -> sources.read(path, name, problems))
                .flatMap(text -> checked(path, text, SECRET_ALLOWED));
    }

    /** A secret that is written in the object. */
    Optional<Secret> secret(String key, String allowed) {
        return object.optionalText(key, "a text").flatMap(text -> checked(object.path(key), text, allowed));
    }

    private Optional<Secret> checked(String path, String text, String allowed) {
        return Optional.of(text)
                .filter(written -> isNoPlaceholder(path, written, allowed))
                .filter(written -> isHeaderSafe(path, written))
                .filter(written -> isNoPassword(path, written))
                .map(Secret::of);
    }

    private boolean isNoPlaceholder(String path, String text, String allowed) {
        boolean placeholder = Placeholders.isCredential(text);
        if (placeholder) {
            problems.error(path, "is still the sample's placeholder; it must be " + allowed);
        }
        return !placeholder;
    }

    /** Whether it can stand in a header of HTTP. */
    static boolean isHeaderSafe(String text) {
        return SAFE_TEXT.matcher(text).matches();
    }

    private boolean isHeaderSafe(String path, String text) {
        boolean safe = isHeaderSafe(text);
        if (!safe) {
            problems.error(path, "holds a blank or a character that Twitch's do not have (it is not shown here)");
        }
        return safe;
    }

    /** Chat passwords, which other bots want, are tokens with a prefix. */
    private boolean isNoPassword(String path, String text) {
        boolean prefixed = text.regionMatches(true, 0, "oauth:", 0, "oauth:".length());
        if (prefixed) {
            problems.error(path, "begins with 'oauth:'; leave that out (the rest is not shown here)");
        }
        return !prefixed;
    }
}
