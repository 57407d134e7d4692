/**
 * The API for chat behaviours: the extension point, the bot, messages and colours.
 *
 * <p>This module is small and stable: it depends only on pf4j and SLF4J, and no signature contains a type of a Twitch
 * library. Start with {@link dev.chameleonbot.plugin.api.ChatBehaviour}.
 */
module dev.chameleonbot.plugin.api {
    requires transitive org.pf4j;
    requires transitive org.slf4j;
    requires static transitive org.apiguardian.api;
    requires static transitive org.jspecify;
    requires static org.osgi.annotation.versioning;

    exports dev.chameleonbot.plugin.api;
}
