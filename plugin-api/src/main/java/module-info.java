/**
 * What a chat behaviour is written against: the extension point, the bot it works for, messages and colours.
 *
 * <p>This module is meant to be small and to stay: it depends on pf4j and SLF4J only, and no type of a Twitch library
 * stands in any signature. Start at {@link dev.chameleonbot.plugin.api.ChatBehaviour}.
 */
module dev.chameleonbot.plugin.api {
    requires transitive org.pf4j;
    requires transitive org.slf4j;
    requires static transitive org.apiguardian.api;
    requires static transitive org.jspecify;
    requires static org.osgi.annotation.versioning;

    exports dev.chameleonbot.plugin.api;
}
