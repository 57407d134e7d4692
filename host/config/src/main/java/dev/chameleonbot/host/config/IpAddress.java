package dev.chameleonbot.host.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as they are written; no name is ever looked up. */
public final class IpAddress {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    /** Not all that looks so is one, but it never counts as a name. */
    private static final Pattern LIKE_V6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f.:]*");

    private IpAddress() {}

    /**
     * Reads an address.
     *
     * @param text four decimal bytes, or an IPv6 address, with brackets or without
     * @return the address; empty if the text is none
     */
    public static Optional<InetAddress> parse(String text) {
        String plain = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!V4.matcher(plain).matches() && !LIKE_V6.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(plain));
        } catch (UnknownHostException e) {
            return Optional.empty(); // Such as an IPv6 address with too many parts.
        }
    }
}
