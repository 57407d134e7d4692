package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.ConfiguredTokens;
import dev.chameleonbot.engine.Secret;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One entry of {@code users}: an account in the schema of the original program. */
final class UserSection {
    private static final List<String> KEYS = List.of(
            "username",
            "client_id",
            "client_secret",
            "channels",
            "is_prime_or_turbo",
            "enabled",
            "access_token",
            "refresh_token",
            "token_expiry");

    /** The plugin that the key {@code enabled} was always about. */
    private static final String COLOR_CHANGER = "color-changer";

    /** Twitch's own rule for names; a few old accounts have shorter ones than new ones may. */
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9_]{1,25}");

    private static final String LOGIN_RULE = "is no Twitch name; those have 1 to 25 of a-z, 0-9 and _";

    private final ConfigNode node;

    UserSection(ConfigNode node) {
        this.node = node;
    }

    /** Reads the account; empty if anything is wrong with it, all of which has been told then. */
    Optional<AccountConfig> read() {
        if (!node.isObject()) {
            node.error("must be an object with username, client_id and channels, but is " + node.kind());
            return Optional.empty();
        }
        node.warnOfUnknownKeys(KEYS);
        Optional<String> username = username();
        Optional<String> clientId = required("client_id", "the id of the Twitch application");
        Optional<String> clientSecret = node.at("client_secret").text();
        List<String> channels = channels();
        boolean prime = node.at("is_prime_or_turbo").flag().orElse(false);
        Optional<Boolean> enabled = node.at("enabled").flag();
        Optional<ConfiguredTokens> tokens = tokens();
        checkExpiry();
        if (username.isEmpty() || clientId.isEmpty() || channels.isEmpty()) {
            return Optional.empty();
        }
        AccountConfig.Builder account = AccountConfig.builder(username.get(), clientId.get())
                .channels(channels)
                .primeOrTurbo(prime);
        clientSecret.ifPresent(secret -> account.clientSecret(Secret.of(secret)));
        enabled.ifPresent(value -> account.setting(COLOR_CHANGER, "enabled", value));
        tokens.ifPresent(account::tokens);
        return Optional.of(account.build());
    }

    private Optional<String> username() {
        return required("username", "the account's name on Twitch")
                .map(UserSection::normal)
                .filter(name -> {
                    if (!isLogin(name)) {
                        node.at("username").error(ConfigNode.quoted(name) + " " + LOGIN_RULE);
                        return false;
                    }
                    return true;
                });
    }

    private Optional<String> required(String key, String what) {
        ConfigNode value = node.at(key);
        if (!value.isPresent()) {
            value.error("is missing: " + what);
        }
        return value.text();
    }

    private List<String> channels() {
        ConfigNode list = node.at("channels");
        if (!list.isPresent()) {
            list.error("is missing: a list of at least one channel");
            return List.of();
        }
        List<ConfigNode> elements = list.elements();
        if (elements.isEmpty() && list.kind().equals("a list")) {
            list.error("is empty: it needs at least one channel");
        }
        List<String> names = new ArrayList<>();
        for (ConfigNode element : elements) {
            if (!element.isPresent()) {
                element.error("must be a channel's name, but is nothing");
            }
            element.text().ifPresent(text -> {
                String name = AccountConfig.channelName(text);
                if (isLogin(name)) {
                    names.add(name);
                } else {
                    element.error(ConfigNode.quoted(text) + " " + LOGIN_RULE);
                }
            });
        }
        return names;
    }

    private Optional<ConfiguredTokens> tokens() {
        Optional<String> access = node.at("access_token").text();
        Optional<String> refresh = node.at("refresh_token").text();
        if (access.isPresent() && refresh.isEmpty() && !node.at("refresh_token").isPresent()) {
            node.at("refresh_token").warning("is missing: without it the account needs a new login in a few hours");
        }
        if (access.isEmpty() && refresh.isPresent() && !node.at("access_token").isPresent()) {
            node.at("access_token").warning("is missing: the refresh token alone is not used, so a login is needed");
        }
        return access.map(token -> new ConfiguredTokens(Secret.of(token), refresh.map(Secret::of)));
    }

    /** Twitch itself is asked how long a token is good for; the date is only looked at for the operator's sake. */
    private void checkExpiry() {
        ConfigNode expiry = node.at("token_expiry");
        if (!expiry.isPresent() || expiry.isNumber()) {
            return;
        }
        expiry.text()
                .filter(text -> !isDate(text))
                .ifPresent(text -> expiry.warning(
                        ConfigNode.quoted(text) + " is no date such as 2026-02-01T22:49:44+00:00, and is not used"));
    }

    private static boolean isDate(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return isLocalDate(text);
        }
    }

    private static boolean isLocalDate(String text) {
        try {
            LocalDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isLogin(String name) {
        return LOGIN.matcher(name).matches();
    }
}
