package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.ConfiguredTokens;
import dev.chameleonbot.engine.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one of the {@code users}. Whatever the original takes is taken, with a warning where it is odd. */
final class AccountReader {
    static final String USERNAME = "username";
    static final String NAME_RULE = "a Twitch name of 1 to 25 letters, digits or '_'";

    private static final String CLIENT_ID = "client_id";
    private static final String PRIME = "is_prime_or_turbo";
    /** What {@link #PRIME} was called in older versions of the original. */
    private static final String PRIME_OF_OLD = "use_random_colors";

    private static final String ACCESS_TOKEN = "access_token";
    private static final String ENABLED = "enabled";
    /** The plugin that it is a setting of: the original knew no other. */
    private static final String COLOR_CHANGER = "color-changer";

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,25}");
    private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7e]+");

    private final ObjectReader user;
    private final Problems problems;

    private AccountReader(ObjectReader user, Problems problems) {
        this.user = user;
        this.problems = problems;
    }

    /**
     * Reads the block at a path.
     *
     * @param ofAll what is set for plugins for all accounts, by plugin id; what the account sets itself counts more
     */
    static UserBlock read(String path, JsonNode node, Map<String, Map<String, Object>> ofAll) {
        Problems problems = new Problems();
        if (!(node instanceof ObjectNode object)) {
            problems.error(path, "is " + ObjectReader.kind(node) + "; it must be an object with username, channels …");
            return new UserBlock(path, Optional.empty(), Optional.empty(), Map.of(), problems.all());
        }
        return new AccountReader(new ObjectReader(path, object, problems), problems).block(path, ofAll);
    }

    private UserBlock block(String path, Map<String, Map<String, Object>> ofAll) {
        user.warnOfUnknownKeys(ConfigSection.USER);
        Map<String, Map<String, Object>> own =
                PluginsReader.read(user.path("plugins"), user.value("plugins"), problems);
        Optional<String> login = login();
        Optional<String> clientId = clientId();
        Optional<Secret> clientSecret =
                secret("client_secret", "that application's secret, or left out if it has none");
        List<String> channels = ChannelsReader.read(user, problems);
        boolean prime = isPrimeOrTurbo();
        Optional<Boolean> enabled = user.optionalSwitch(ENABLED);
        Optional<ConfiguredTokens> tokens = tokens();
        Map<String, Map<String, Object>> settings =
                enabled.map(on -> withSwitch(on, own)).orElse(own);
        user.value("token_expiry").ifPresent(this::checkExpiry);
        if (problems.errors() > 0) {
            return new UserBlock(path, login, Optional.empty(), settings, problems.all());
        }
        AccountConfig.Builder account =
                AccountConfig.builder(login.orElseThrow()).channels(channels).primeOrTurbo(prime);
        clientId.ifPresent(account::clientId);
        clientSecret.ifPresent(account::clientSecret);
        tokens.ifPresent(account::tokens);
        ofAll.forEach((id, values) -> values.forEach((name, value) -> account.setting(id, name, value)));
        settings.forEach((id, values) -> values.forEach((name, value) -> account.setting(id, name, value)));
        return new UserBlock(path, login, Optional.of(account.build()), settings, problems.all());
    }

    /** What an account sets for plugins, with what it sets for the color changer in the original's way. */
    private static Map<String, Map<String, Object>> withSwitch(boolean on, Map<String, Map<String, Object>> own) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>(own);
        Map<String, Object> ofColorChanger = new LinkedHashMap<>(Map.of(ENABLED, on));
        ofColorChanger.putAll(own.getOrDefault(COLOR_CHANGER, Map.of()));
        all.put(COLOR_CHANGER, ofColorChanger);
        return all;
    }

    private Optional<String> login() {
        Optional<JsonNode> value = user.value(USERNAME);
        if (value.filter(JsonNode::isIntegralNumber).isPresent()) {
            String digits = value.get().asText();
            problems.warning(
                    user.path(USERNAME), digits + " is taken for a text; write \"username\": \"" + digits + "\"");
            return checkedLogin(digits);
        }
        return user.requiredText(USERNAME, NAME_RULE).flatMap(this::checkedLogin);
    }

    /** The name, also where it is the sample's: then it tells whose block it is. */
    private Optional<String> checkedLogin(String written) {
        String name = written.strip().toLowerCase(Locale.ROOT);
        if (!isName(name)) {
            problems.error(
                    user.path(USERNAME),
                    "'" + ObjectReader.shorten(written) + "' is not allowed; it must be " + NAME_RULE);
            return Optional.empty();
        }
        if (Placeholders.isName(name)) {
            problems.error(
                    user.path(USERNAME),
                    "is still the sample's placeholder '" + name + "'; it must be the account's name on Twitch");
        }
        return Optional.of(name);
    }

    /** With a token it can be left out: Twitch tells which application the token belongs to. */
    private Optional<String> clientId() {
        String allowed = "the client id of a Twitch application";
        Optional<String> written = user.isGiven(ACCESS_TOKEN)
                ? user.optionalText(CLIENT_ID, allowed)
                : user.requiredText(CLIENT_ID, allowed + ", unless there is an access_token");
        Optional<String> placeholder = written.filter(Placeholders::isCredential);
        placeholder.ifPresent(text -> problems.error(
                user.path(CLIENT_ID),
                "is still the sample's placeholder '" + ObjectReader.shorten(text) + "'; it must be " + allowed));
        return placeholder.isPresent() ? Optional.empty() : written.filter(id -> isHeaderSafe(CLIENT_ID, id));
    }

    /** True unless something else is said, as the original has it: what Twitch refuses teaches otherwise. */
    private boolean isPrimeOrTurbo() {
        Optional<Boolean> now = user.optionalSwitch(PRIME);
        Optional<Boolean> ofOld = user.optionalSwitch(PRIME_OF_OLD);
        if (now.isPresent() && ofOld.isPresent()) {
            problems.warning(
                    user.path(PRIME_OF_OLD), "has no effect beside " + PRIME + ", of which it is the older name");
        }
        return now.or(() -> ofOld).orElse(true);
    }

    private Optional<ConfiguredTokens> tokens() {
        Optional<Secret> access =
                secret(ACCESS_TOKEN, "an access token of the account, or left out to log in with a code");
        Optional<Secret> refresh = secret("refresh_token", "the refresh token of access_token, or left out");
        if (!user.isGiven(ACCESS_TOKEN) && refresh.isPresent()) {
            problems.warning(
                    user.path("refresh_token"), "has no effect without access_token; the account will have to log in");
        }
        return access.map(token -> new ConfiguredTokens(token, refresh));
    }

    private Optional<Secret> secret(String key, String allowed) {
        return user.optionalText(key, "a text")
                .filter(text -> isNoPlaceholder(key, text, allowed))
                .filter(text -> isHeaderSafe(key, text))
                .filter(text -> isNoPassword(key, text))
                .map(Secret::of);
    }

    private boolean isNoPlaceholder(String key, String text, String allowed) {
        boolean placeholder = Placeholders.isCredential(text);
        if (placeholder) {
            problems.error(user.path(key), "is still the sample's placeholder; it must be " + allowed);
        }
        return !placeholder;
    }

    private boolean isHeaderSafe(String key, String text) {
        boolean safe = HEADER_SAFE.matcher(text).matches();
        if (!safe) {
            problems.error(
                    user.path(key), "holds a blank or a character that Twitch's do not have (it is not shown here)");
        }
        return safe;
    }

    /** Chat passwords, which other bots want, are tokens with a prefix. */
    private boolean isNoPassword(String key, String text) {
        boolean prefixed = text.regionMatches(true, 0, "oauth:", 0, "oauth:".length());
        if (prefixed) {
            problems.error(user.path(key), "begins with 'oauth:'; leave that out (the rest is not shown here)");
        }
        return !prefixed;
    }

    private void checkExpiry(JsonNode value) {
        if (!TokenExpiry.isUnderstood(value)) {
            problems.warning(
                    user.path("token_expiry"),
                    ObjectReader.shown(value) + " is not a time such as 2026-02-01T22:49:44+00:00 and has no effect;"
                            + " Twitch is asked anyway");
        }
    }

    /** Whether it can be the name of an account, in the form in which names are compared. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
