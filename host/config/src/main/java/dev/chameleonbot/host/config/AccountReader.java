package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one of the {@code users}. Everything that the original accepts is accepted, with a warning if it is odd. */
final class AccountReader {
    static final String USERNAME = "username";
    static final String NAME_RULE = "a Twitch name of 1 to 25 letters, digits or '_'";
    static final String PRIME = "is_prime_or_turbo";

    /** What {@link #PRIME} was called in older versions of the original. */
    static final String PRIME_OF_OLD = "use_random_colors";

    private static final String ACCESS_TOKEN = "access_token";
    private static final String UNLESS_TOKEN = ", unless there is an access_token";
    private static final String ENABLED = "enabled";
    /** The plugin that it is a setting of: the original knew no other. */
    private static final String COLOR_CHANGER = "color-changer";

    /** What a name looks like, in any case. */
    static final String NAME_PATTERN = "[A-Za-z0-9_]{1,25}";

    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

    private final ObjectReader user;
    private final AccountDefaults defaults;
    private final SecretSources secrets;
    private final CredentialReader credentials;
    private final Problems problems;

    private AccountReader(ObjectReader user, AccountDefaults defaults, SecretSources secrets, Problems problems) {
        this.user = user;
        this.defaults = defaults;
        this.secrets = secrets;
        this.credentials = new CredentialReader(user, problems);
        this.problems = problems;
    }

    /**
     * Reads the block at a path.
     *
     * @param defaults what holds for the account where it says nothing itself
     * @param secrets where its application's secret comes from
     */
    static UserBlock read(String path, JsonNode node, AccountDefaults defaults, SecretSources secrets) {
        Problems problems = new Problems();
        if (!(node instanceof ObjectNode object)) {
            problems.error(path, "is " + ObjectReader.kind(node) + "; it must be an object with username, channels …");
            return new UserBlock(path, Optional.empty(), Optional.empty(), Map.of(), problems.all());
        }
        ObjectReader user = new ObjectReader(path, object, problems);
        return new AccountReader(user, defaults, secrets, problems).block(path);
    }

    private UserBlock block(String path) {
        user.warnOfUnknownKeys(ConfigSection.USER);
        Map<String, Map<String, Object>> own =
                PluginsReader.read(user.path("plugins"), user.value("plugins"), problems);
        Optional<String> login = login();
        Application application = application();
        ChannelList channels = channels();
        boolean prime = isPrimeOrTurbo();
        Optional<Boolean> enabled = user.optionalSwitch(ENABLED);
        Optional<ConfiguredTokens> tokens = tokens();
        Map<String, Map<String, Object>> settings =
                enabled.map(on -> withSwitch(on, own)).orElse(own);
        user.value("token_expiry").ifPresent(this::checkExpiry);
        boolean unusableAtRoot = channels.isEmpty();
        if (problems.errors() > 0 || unusableAtRoot) {
            return new UserBlock(path, login, Optional.empty(), settings, problems.all());
        }
        String self = login.orElseThrow();
        AccountConfig.Builder account = AccountConfig.builder(self)
                .channels(channels.namesFor(self))
                .followed(channels.followed())
                .primeOrTurbo(prime);
        application.clientId().ifPresent(account::clientId);
        application.clientSecret().ifPresent(account::clientSecret);
        tokens.ifPresent(account::tokens);
        defaults.plugins().forEach((id, values) -> values.forEach((name, value) -> account.setting(id, name, value)));
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
                    user.path(USERNAME), digits + " is treated as text; write \"username\": \"" + digits + "\"");
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

    /**
     * The account's own application, or else the one at the root. With a token the id can be left out: Twitch tells which
     * application the token belongs to, and a secret next to it is that application's.
     */
    private Application application() {
        boolean hasToken = user.isGiven(ACCESS_TOKEN);
        Optional<String> secretKey = credentials.givenSecret();
        if (user.isGiven(CredentialReader.CLIENT_ID) || (hasToken && secretKey.isPresent())) {
            return new Application(
                    credentials.clientId(hasToken ? "" : UNLESS_TOKEN), credentials.clientSecret(secrets));
        }
        if (defaults.application().isPresent()) {
            secretKey.ifPresent(key -> problems.error(
                    user.path(key),
                    "stands without client_id; write the id of its application next to it, or leave it out to use the"
                            + " application at the root"));
            return defaults.application().get();
        }
        if (!hasToken) {
            credentials.tellThatIdIsMissing(UNLESS_TOKEN);
        }
        return Application.OF_TOKEN;
    }

    private ChannelList channels() {
        return user.value(ChannelsReader.KEY).isEmpty()
                ? defaults.channels().orElseGet(() -> ChannelsReader.read(user, problems))
                : ChannelsReader.read(user, problems);
    }

    /** True unless something else is said, as the original has it: what Twitch refuses teaches otherwise. */
    private boolean isPrimeOrTurbo() {
        Optional<Boolean> now = user.optionalSwitch(PRIME);
        Optional<Boolean> ofOld = user.optionalSwitch(PRIME_OF_OLD);
        if (now.isPresent() && ofOld.isPresent()) {
            problems.warning(
                    user.path(PRIME_OF_OLD), "has no effect next to " + PRIME + ", of which it is the older name");
        }
        return now.or(() -> ofOld).or(defaults::primeOrTurbo).orElse(true);
    }

    /** Whether a setting may stand in an account's block itself, as the original has it. */
    static boolean isOriginals(String plugin, String setting) {
        return plugin.equals(COLOR_CHANGER) && setting.equals(ENABLED);
    }

    /** What an account says itself. */
    static Optional<Boolean> primeOrTurbo(ObjectReader user) {
        return user.optionalSwitch(PRIME).or(() -> user.optionalSwitch(PRIME_OF_OLD));
    }

    private Optional<ConfiguredTokens> tokens() {
        Optional<Secret> access =
                credentials.secret(ACCESS_TOKEN, "an access token of the account, or left out to log in with a code");
        Optional<Secret> refresh =
                credentials.secret("refresh_token", "the refresh token of access_token, or left out");
        if (!user.isGiven(ACCESS_TOKEN) && refresh.isPresent()) {
            problems.warning(
                    user.path("refresh_token"), "has no effect without access_token; the account will have to log in");
        }
        return access.map(token -> new ConfiguredTokens(token, refresh));
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
        return NAME.matcher(name).matches() && name.equals(name.toLowerCase(Locale.ROOT));
    }
}
