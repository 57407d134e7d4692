/**
 * The part of the plugin API's implementation that all hosts share.
 *
 * <p>The engine and the testkit are such hosts. Plugins never need this module.
 */
module dev.chameleonbot.plugin.host {
    requires transitive dev.chameleonbot.plugin.api;

    exports dev.chameleonbot.plugin.host;
}
