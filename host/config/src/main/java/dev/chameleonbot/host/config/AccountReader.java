package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.ConfiguredTokens;
import dev.chameleonbot.engine.Secret;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one of the {@code users}. */
final class AccountReader {
    private static final String ENABLED = "enabled";
    /** The plugin that it is a setting of: the original knew no other. */
    private static final String COLOR_CHANGER = "color-changer";

    static final List<String> KEYS = List.of(
            "username",
            "client_id",
            "client_secret",
            "channels",
            "is_prime_or_turbo",
            ENABLED,
            "access_token",
            "refresh_token",
            "token_expiry",
            "plugins");

    /** As many subscriptions as Twitch allows on one connection. */
    static final int MAX_CHANNELS = 300;

    private static final String NAME_RULE = "a Twitch name of 1 to 25 letters, digits or '_'";
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,25}");
    private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7e]+");

    private final ObjectReader user;
    private final Problems problems;

    private AccountReader(ObjectReader user, Problems problems) {
        this.user = user;
        this.problems = problems;
    }

    /**
     * The account at a path; empty if anything is wrong with it, which the problems then say. {@code ofAll} and {@code own}
     * are what is set for plugins, for all accounts and for this one, by id; the latter counts.
     */
    static Optional<AccountConfig> read(
            String path,
            JsonNode node,
            Map<String, Map<String, Object>> ofAll,
            Map<String, Map<String, Object>> own,
            Problems problems) {
        if (!(node instanceof ObjectNode object)) {
            problems.error(path, "is " + ObjectReader.kind(node) + "; it must be an object with username, channels …");
            return Optional.empty();
        }
        return new AccountReader(new ObjectReader(path, object, problems), problems).account(ofAll, own);
    }

    /** The name at a path as it is compared, if it is one. */
    static Optional<String> login(JsonNode user) {
        JsonNode name = user.path("username");
        return name.isTextual() ? Optional.of(normal(name.asText())).filter(AccountReader::isName) : Optional.empty();
    }

    /** What an account sets for plugins, with what it sets for the color changer in the original's way. */
    static Map<String, Map<String, Object>> withSwitch(JsonNode user, Map<String, Map<String, Object>> own) {
        JsonNode enabled = user.path(ENABLED);
        if (!enabled.isBoolean()) {
            return own;
        }
        Map<String, Map<String, Object>> all = new LinkedHashMap<>(own);
        Map<String, Object> ofColorChanger = new LinkedHashMap<>(Map.of(ENABLED, enabled.asBoolean()));
        ofColorChanger.putAll(own.getOrDefault(COLOR_CHANGER, Map.of()));
        all.put(COLOR_CHANGER, ofColorChanger);
        return all;
    }

    private Optional<AccountConfig> account(
            Map<String, Map<String, Object>> ofAll, Map<String, Map<String, Object>> own) {
        int errorsBefore = problems.errors();
        user.warnOfUnknownKeys(KEYS);
        Optional<String> login = user.requiredText("username", NAME_RULE).flatMap(this::checkedLogin);
        Optional<String> clientId = user.requiredText("client_id", "the client id of a Twitch application")
                .filter(id -> isHeaderSafe("client_id", id));
        Optional<Secret> clientSecret = secret("client_secret");
        List<String> channels = channels();
        Optional<Boolean> prime = user.optionalSwitch("is_prime_or_turbo");
        user.optionalSwitch(ENABLED);
        Optional<ConfiguredTokens> tokens = tokens();
        user.value("token_expiry").ifPresent(this::checkExpiry);
        if (problems.errors() > errorsBefore) {
            return Optional.empty();
        }
        AccountConfig.Builder account = AccountConfig.builder(login.orElseThrow(), clientId.orElseThrow())
                .channels(channels)
                .primeOrTurbo(prime.orElse(false));
        clientSecret.ifPresent(account::clientSecret);
        tokens.ifPresent(account::tokens);
        ofAll.forEach((id, values) -> values.forEach((name, value) -> account.setting(id, name, value)));
        own.forEach((id, values) -> values.forEach((name, value) -> account.setting(id, name, value)));
        return Optional.of(account.build());
    }

    private Optional<String> checkedLogin(String written) {
        String name = normal(written);
        if (!isName(name)) {
            problems.error(
                    user.path("username"),
                    "'" + ObjectReader.shorten(written) + "' is not allowed; it must be " + NAME_RULE);
            return Optional.empty();
        }
        return Optional.of(name);
    }

    private List<String> channels() {
        String path = user.path("channels");
        Optional<JsonNode> value = user.value("channels");
        if (value.isEmpty()) {
            problems.error(path, "is missing; it must be a list of at least one channel");
            return List.of();
        }
        JsonNode list = value.get();
        if (!list.isArray()) {
            problems.error(
                    path, ObjectReader.shown(list) + " is not allowed; it must be a list such as [\"somebody\"]");
            return List.of();
        }
        if (list.isEmpty()) {
            problems.error(path, "is an empty list; at least one channel is needed");
        }
        Set<String> channels = new LinkedHashSet<>();
        for (int i = 0; i < list.size(); i++) {
            channel(path + "[" + i + "]", list.get(i)).ifPresent(channels::add);
        }
        if (channels.size() > MAX_CHANNELS) {
            problems.error(
                    path,
                    "has " + channels.size() + " channels; Twitch allows " + MAX_CHANNELS
                            + " subscriptions on an account's connection");
        }
        return List.copyOf(channels);
    }

    private Optional<String> channel(String path, JsonNode value) {
        String name = value.isTextual() ? AccountConfig.channelName(value.asText()) : "";
        if (!isName(name)) {
            problems.error(path, ObjectReader.shown(value) + " is not allowed; it must be " + NAME_RULE);
            return Optional.empty();
        }
        return Optional.of(name);
    }

    private Optional<ConfiguredTokens> tokens() {
        Optional<Secret> access = secret("access_token");
        Optional<Secret> refresh = secret("refresh_token");
        if (access.isEmpty() && refresh.isPresent()) {
            problems.warning(
                    user.path("refresh_token"), "has no effect without access_token; the account will have to log in");
        }
        return access.map(token -> new ConfiguredTokens(token, refresh));
    }

    private Optional<Secret> secret(String key) {
        return user.optionalText(key, "a text")
                .filter(text -> isHeaderSafe(key, text))
                .filter(text -> isNoPassword(key, text))
                .map(Secret::of);
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

    private static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
