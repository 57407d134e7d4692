package dev.chameleonbot.host.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.AlertsConfig.Format;
import dev.chameleonbot.host.json.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Alerts as webhooks want them. */
final class AlertJson {
    /** Discord's limit, in characters; it refuses longer ones. */
    static final int DISCORD_LIMIT = 2_000;

    /** Discord's flag for messages whose links are not unfolded. */
    private static final int SUPPRESS_EMBEDS = 1 << 2;

    private static final Pattern ADDRESS = Pattern.compile("https://[^\\s<>]+");

    private AlertJson() {}

    static byte[] write(AlertMessage message, Format format) {
        ObjectNode json = switch (format) {
            case DISCORD -> discord(message);
            case GENERIC -> generic(message);
        };
        try {
            return Json.PLAIN.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of texts can always be written", e);
        }
    }

    /** See "Execute Webhook" in Discord's documentation; without mentions, so that no name or reason can ping anybody. */
    private static ObjectNode discord(AlertMessage message) {
        ObjectNode json = Json.object();
        json.put("username", "Chameleon");
        json.put(
                "content",
                shorten("**" + plain(message.headline()) + "**"
                        + line("Reason: ", plain(message.reason()))
                        + line("What to do: ", withLinks(message.advice()))));
        json.put("flags", SUPPRESS_EMBEDS);
        json.putObject("allowed_mentions").putArray("parse");
        return json;
    }

    private static ObjectNode generic(AlertMessage message) {
        ObjectNode json = Json.object();
        json.put("source", "chameleon");
        json.put("kind", message.kind().id());
        json.put("severity", message.kind().severity());
        json.put("at", message.at().toString());
        json.put(
                "text",
                message.headline() + line("Reason: ", message.reason()) + line("What to do: ", message.advice()));
        Json.put(json, "accounts", message.accounts());
        json.put("plugin", message.plugin());
        json.put("reason", message.reason());
        json.put("advice", message.advice());
        return json;
    }

    private static String line(String label, String text) {
        return text.isEmpty() ? "" : "\n" + label + text;
    }

    /** Without the meaning that Discord's Markdown gives to characters: account names have underscores. */
    private static String plain(String text) {
        return text.replaceAll("[\\\\*_~`|>#\\[\\]()<-]", "\\\\$0");
    }

    /** The same, but for addresses, which would lead nowhere: of advice alone, which is our own. */
    private static String withLinks(String text) {
        StringBuilder plain = new StringBuilder();
        Matcher address = ADDRESS.matcher(text);
        int end = 0;
        while (address.find()) {
            plain.append(plain(text.substring(end, address.start()))).append(address.group());
            end = address.end();
        }
        return plain.append(plain(text.substring(end))).toString();
    }

    private static String shorten(String text) {
        if (text.length() <= DISCORD_LIMIT) {
            return text;
        }
        int end = DISCORD_LIMIT - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
