package dev.chameleonbot.host.config;

import static dev.chameleonbot.host.config.ConfigSection.ALERTS;
import static dev.chameleonbot.host.config.ConfigSection.ROOT;
import static dev.chameleonbot.host.config.ConfigSection.TWITCH;
import static dev.chameleonbot.host.config.ConfigSection.USER;
import static dev.chameleonbot.host.config.ConfigSection.WEB;
import static dev.chameleonbot.host.config.ConfigSection.WEBHOOK;

import dev.chameleonbot.host.config.KeyKind.Block;
import dev.chameleonbot.host.config.KeyKind.Blocks;
import dev.chameleonbot.host.config.KeyKind.Choice;
import dev.chameleonbot.host.config.KeyKind.Flag;
import dev.chameleonbot.host.config.KeyKind.Moment;
import dev.chameleonbot.host.config.KeyKind.PluginBlocks;
import dev.chameleonbot.host.config.KeyKind.Text;
import dev.chameleonbot.host.config.KeyKind.Texts;
import java.util.List;

/** All keys of the configuration. */
final class ConfigKeys {
    /** Allowed at the root of an account's file too. */
    static final String SCHEMA = "$schema";

    private static final Text LOGIN = new Text("^\\s*" + AccountReader.NAME_PATTERN + "\\s*$");
    private static final Text HEADER_SAFE = new Text("^\\s*" + CredentialReader.HEADER_SAFE + "*\\s*$");
    private static final Text CREDENTIAL =
            new Text("^\\s*(?![oO][aA][uU][tT][hH]:)" + CredentialReader.HEADER_SAFE + "*\\s*$");
    private static final Texts CHANNELS = new Texts(
            "^[\\s#]*(" + AccountReader.NAME_PATTERN + "|@[oO][wW][nN]|@[fF][oO][lL][lL][oO][wW][eE][dD])\\s*$");
    private static final Text ENDPOINT = new Text("^\\s*([a-z]+://\\S+)?\\s*$");
    private static final Text WEBHOOK_URL = new Text("^\\s*(https://|http://(localhost|127\\.|\\[::1\\]))\\S+\\s*$");
    private static final Text DURATION = new Text("^\\s*(" + DurationText.PATTERN + ")\\s*$");

    private static final Text FILE = new Text("^[^\\x00]*$");

    static final List<ConfigKey> ALL = List.of(
            ConfigKey.named(SCHEMA, new Text(".*"), ROOT)
                    .allowed("the address of a JSON Schema")
                    .fallback("none")
                    .example("\"./config.schema.json\"")
                    .text("The schema that editors use to complete and check this file, or an account's file. It has"
                            + " no effect on the program."),
            ConfigKey.named("users", new Blocks(USER), ROOT)
                    .allowed("a list of accounts")
                    .fallback("none except those with their own files")
                    .text("The accounts, one block for each. An account may instead have its own file,"
                            + " accounts/LOGIN.json next to the configuration, in the form of one of these"
                            + " blocks. Commands add such files."),
            ConfigKey.named("username", LOGIN, USER)
                    .allowed(AccountReader.NAME_RULE)
                    .required()
                    .example("\"alice\"")
                    .text("The account's name on Twitch."),
            ConfigKey.named("client_id", HEADER_SAFE, ROOT, USER)
                    .allowed("the client id of a Twitch application")
                    .fallback("the application of access_token, as Twitch reports it")
                    .example("\"abcdefghij0123456789klmnopqrst\"")
                    .text("The client ID of your application in Twitch's developer console."),
            ConfigKey.named("client_secret", CREDENTIAL, ROOT, USER)
                    .allowed("that application's secret")
                    .fallback("none, as for a public application")
                    .secret()
                    .text("The secret of the application that client_id names; a public application has none. It"
                            + " belongs to the client_id in the same place: an account with its own client_id"
                            + " does not use the secret at the root. For the application at the root, the"
                            + " environment variable CHAMELEON_CLIENT_SECRET overrides this key."),
            ConfigKey.named("client_secret_file", FILE, ROOT, USER)
                    .allowed("the path of a file that holds the secret and nothing else")
                    .fallback("none")
                    .example("\"/run/secrets/twitch_client_secret\"")
                    .text("A file with the application's secret, instead of client_secret: a Docker or Kubernetes"
                            + " secret, or a systemd credential. A relative path is relative to"
                            + " $CREDENTIALS_DIRECTORY if the file is there, else to the folder of the"
                            + " configuration. Trailing line breaks are ignored. The file is read each time the"
                            + " configuration is read."),
            ConfigKey.named("channels", CHANNELS, ROOT, USER)
                    .allowed("a list of at least one channel, \"@own\" or \"@followed\"")
                    .example("[\"@own\", \"somestreamer\"]")
                    .text("Where to listen. Only the account's own messages there change its colour. \"@own\" is the"
                            + " account's own channel, \"@followed\" all channels that it follows, refreshed"
                            + " every hour; for that, a login asks for the scope user:read:follows. Twitch"
                            + " allows 300 subscriptions on a connection: named channels come first, and status"
                            + " and log name those that do not fit."),
            ConfigKey.named("is_prime_or_turbo", new Flag(), ROOT, USER)
                    .allowed("true or false")
                    .fallback("true; Chameleon learns otherwise when Twitch refuses")
                    .example("false")
                    .text("Whether the account has Prime or Turbo. With it, any colour can be set; without it, one"
                            + " of Twitch's fifteen presets."),
            ConfigKey.named("use_random_colors", new Flag(), USER)
                    .allowed("true or false")
                    .replacedBy("is_prime_or_turbo")
                    .text("The name of is_prime_or_turbo in older versions of the original."),
            ConfigKey.named("enabled", new Flag(), USER)
                    .allowed("true or false")
                    .fallback("true")
                    .example("false")
                    .text("Whether to change the colour from the start; in chat, cce and ccd turn it on and off. It"
                            + " stands for plugins.color-changer.enabled, in the original's form."),
            ConfigKey.named("access_token", CREDENTIAL, USER)
                    .allowed("an access token of the account")
                    .fallback("none: the account logs in with a code")
                    .secret()
                    .text("A user token with the scopes user:read:chat and user:manage:chat_color. The program only"
                            + " reads it here; it keeps refreshed tokens in the state directory."),
            ConfigKey.named("refresh_token", CREDENTIAL, USER)
                    .allowed("the refresh token of access_token")
                    .fallback("none: the account logs in with a code once access_token has expired")
                    .secret()
                    .text("The token that refreshes access_token."),
            ConfigKey.named("token_expiry", new Moment(), USER)
                    .allowed("a time such as 2026-02-01T22:49:44+00:00")
                    .fallback("what Twitch says")
                    .text("When access_token expires. The key is accepted because the original's files have it, and"
                            + " has no effect: the program asks Twitch."),
            ConfigKey.named("twitch", new Block(TWITCH), ROOT)
                    .allowed("an object with eventsub_url, helix_url, auth_url")
                    .fallback("Twitch's own addresses")
                    .text("The addresses of Twitch, for tests against a simulator."),
            ConfigKey.named("eventsub_url", ENDPOINT, TWITCH)
                    .allowed("a wss:// address, or ws:// on loopback")
                    .fallback("Twitch's own; the environment variable CHAMELEON_EVENTSUB_URL overrides both")
                    .example("\"ws://127.0.0.1:9000/ws\"")
                    .text("The address of the EventSub socket."),
            ConfigKey.named("helix_url", ENDPOINT, TWITCH)
                    .allowed("an https:// address, or http:// on loopback")
                    .fallback("Twitch's own; the environment variable CHAMELEON_HELIX_URL overrides both")
                    .example("\"http://127.0.0.1:9000/helix\"")
                    .text("The address of the Helix API."),
            ConfigKey.named("auth_url", ENDPOINT, TWITCH)
                    .allowed("an https:// address, or http:// on loopback")
                    .fallback("Twitch's own; the environment variable CHAMELEON_AUTH_URL overrides both")
                    .example("\"http://127.0.0.1:9000/oauth2\"")
                    .text("The address of the token endpoints."),
            ConfigKey.named("alerts", new Block(ALERTS), ROOT)
                    .allowed("an object with webhooks, at_most_every")
                    .fallback("no alerts")
                    .text("Where to report that an account needs a login, is parked, has failed or has recovered,"
                            + " that the state cannot be stored, that messages were dropped, or that a plugin"
                            + " fails. A change takes effect after a restart."),
            ConfigKey.named("webhooks", new Blocks(WEBHOOK), ALERTS)
                    .allowed("a list of at most 20 webhooks")
                    .fallback("none")
                    .example("[{\"url\": \"https://alerts.example.org/chameleon\", \"format\": \"generic\"}]")
                    .text("Where to send alerts; each webhook gets all of them."),
            ConfigKey.named("url", WEBHOOK_URL, WEBHOOK)
                    .allowed("an https:// address, or http:// on loopback")
                    .required()
                    .secret()
                    .text("The webhook's address."),
            ConfigKey.named("format", new Choice(List.of("discord", "generic")), WEBHOOK)
                    .allowed("\"discord\" or \"generic\"")
                    .required()
                    .example("\"discord\"")
                    .text("The format that the webhook expects: a message for a Discord channel, or JSON for"
                            + " programs."),
            ConfigKey.named("at_most_every", DURATION, ALERTS)
                    .allowed("a time from 1s to 168h, such as 30s, 5m or 1h30m")
                    .fallback("5m")
                    .example("\"5m\"")
                    .text("The shortest time between two alerts about the same trouble of the same account."),
            ConfigKey.named("web", new Block(WEB), ROOT)
                    .allowed("an object with address, port, hosts, keystore_file, keystore_password_file,"
                            + " trusted_proxies, ready_share")
                    .fallback("off, unless --web is given")
                    .example("{}")
                    .text("The page in the browser and its API, with health and metrics. An empty object turns it on"
                            + " with the defaults. A change takes effect after a restart."),
            ConfigKey.named("address", new Text("^\\s*[0-9A-Fa-f.:\\[\\]]*\\s*$"), WEB)
                    .allowed("an IP address of this machine; 0.0.0.0 or :: is all of them")
                    .fallback(WebConfig.USUAL_ADDRESS)
                    .example("\"0.0.0.0\"")
                    .text("The address it listens on. Beyond loopback it requires a password ('chameleon web"
                            + " password') or a token ('chameleon web token'), and should use TLS: its own, or"
                            + " that of a proxy in front of it."),
            ConfigKey.named("port", WebReader.PORT, WEB)
                    .allowed("a port from 1 to 65535, or 0 for any that is free")
                    .fallback(String.valueOf(WebConfig.USUAL_PORT))
                    .example("8443")
                    .text("The port it listens on."),
            ConfigKey.named("hosts", new Texts("^\\s*" + WebReader.NAME_PATTERN + "\\s*$"), WEB)
                    .allowed("a list of host names without port")
                    .fallback("localhost and addresses")
                    .example("[\"bots.example.org\"]")
                    .text("The names under which browsers reach it, such as that of a proxy. A request for any other"
                            + " name is refused, so that a foreign site cannot pose as this one."),
            ConfigKey.named("keystore_file", FILE, WEB)
                    .allowed("the path of a keystore in the format PKCS #12")
                    .fallback("none: without TLS")
                    .example("\"web.p12\"")
                    .text("The key and the certificates for TLS. A relative path is relative to the folder of the"
                            + " configuration."),
            ConfigKey.named("keystore_password_file", FILE, WEB)
                    .allowed("the path of a file that holds the password and nothing else")
                    .fallback("none: the keystore has no password")
                    .example("\"web.p12.password\"")
                    .text("The keystore's password; its path is resolved like client_secret_file."),
            ConfigKey.named("trusted_proxies", new Texts("^\\s*[0-9A-Fa-f.:]{2,45}\\s*$"), WEB)
                    .allowed("a list of IP addresses")
                    .fallback("none")
                    .example("[\"127.0.0.1\"]")
                    .text("The proxies to trust: for their requests, X-Forwarded-For names the client's address, and"
                            + " X-Forwarded-Proto whether it used TLS."),
            ConfigKey.named("ready_share", WebReader.SHARE, WEB)
                    .allowed("a number from 0 to 1")
                    .fallback(String.valueOf(WebConfig.USUAL_READY_SHARE))
                    .example("0.9")
                    .text("The share of the enabled accounts that must be live for /health/ready to succeed."),
            ConfigKey.named("plugins", new PluginBlocks(), ROOT, USER)
                    .allowed("an object with a plugin's id for each block of settings")
                    .fallback("the defaults of each plugin")
                    .example("{\"announcer\": {\"every\": \"30m\"}}")
                    .text("The settings of plugins, by plugin id. A setting of an account overrides the same setting"
                            + " at the root."));

    private ConfigKeys() {}

    /** The keys of a section, those of older versions among them, in the order of their declaration. */
    static List<ConfigKey> in(ConfigSection section) {
        return ALL.stream().filter(key -> key.places().contains(section)).toList();
    }

    /** The names that somebody can have meant. */
    static List<String> names(ConfigSection section) {
        return in(section).stream()
                .filter(key -> key.successor().isEmpty())
                .map(ConfigKey::name)
                .toList();
    }

    /** The names at the root that are no account's, though an account stands there: what is set for plugins is set for all. */
    static List<String> ofHostAlone() {
        return in(ROOT).stream()
                .filter(key -> !key.places().contains(USER) || key.kind() instanceof PluginBlocks)
                .map(ConfigKey::name)
                .toList();
    }

    /** The names of older versions, which are known and never meant. */
    static List<String> olderNames(ConfigSection section) {
        return in(section).stream()
                .filter(key -> key.successor().isPresent())
                .map(ConfigKey::name)
                .toList();
    }
}
