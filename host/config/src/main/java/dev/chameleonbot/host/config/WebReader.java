package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.WebConfig.Keystore;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the object {@code web}. */
record WebReader(SecretSources secrets, Problems problems) {
    static final KeyKind.Figure PORT = new KeyKind.Figure(0, 65_535, true);
    static final KeyKind.Figure SHARE = new KeyKind.Figure(0, 1, false);
    static final String NAME_PATTERN = "[A-Za-z0-9.-]{1,253}";
    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

    Optional<WebConfig> read(JsonNode web) {
        return ObjectReader.of(ConfigSection.WEB, web, problems).map(this::config);
    }

    private WebConfig config(ObjectReader reader) {
        InetAddress address = reader.optionalText("address", "an IP address of this machine")
                .flatMap(text -> address(reader.path("address"), text))
                .orElse(WebConfig.USUAL.address());
        int port = (int) reader.optionalNumber("port", PORT, "a port from 1 to 65535, or 0 for any that is free")
                .orElse(WebConfig.USUAL_PORT);
        List<String> hosts = reader
                .optionalTexts("hosts", name -> NAME.matcher(name).matches(), "a list of host names without port")
                .stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        List<InetAddress> proxies = reader
                .optionalTexts("trusted_proxies", text -> IpAddress.parse(text).isPresent(), "a list of IP addresses")
                .stream()
                .flatMap(text -> IpAddress.parse(text).stream())
                .toList();
        double share = reader.optionalNumber("ready_share", SHARE, "a number from 0 to 1")
                .orElse(WebConfig.USUAL_READY_SHARE);
        return new WebConfig(address, port, hosts, keystore(reader), proxies, share);
    }

    private Optional<Keystore> keystore(ObjectReader reader) {
        Optional<String> file = reader.optionalText("keystore_file", "the path of a keystore");
        Optional<String> password = reader.optionalText("keystore_password_file", "the path of a file");
        if (file.isEmpty()) {
            password.ifPresent(name ->
                    problems.warning(reader.path("keystore_password_file"), "has no effect without keystore_file"));
            return Optional.empty();
        }
        Optional<Secret> opened = password.flatMap(
                        name -> secrets.read(reader.path("keystore_password_file"), name, problems))
                .map(Secret::of);
        return secrets.file(reader.path("keystore_file"), file.get(), problems).map(path -> new Keystore(path, opened));
    }

    private Optional<InetAddress> address(String path, String text) {
        Optional<InetAddress> address = IpAddress.parse(text);
        if (address.isEmpty()) {
            problems.error(
                    path,
                    "'" + ObjectReader.shorten(text)
                            + "' is not allowed; it must be an IP address of this machine, such as 127.0.0.1; 0.0.0.0"
                            + " is all of them");
        }
        return address;
    }
}
