/**
 * Runs a chat behaviour in a unit test, without a host and without Twitch.
 *
 * <p>Start with {@link dev.chameleonbot.plugin.testkit.BehaviourTestkit}. It fits any test framework.
 */
module dev.chameleonbot.plugin.testkit {
    requires transitive dev.chameleonbot.plugin.api;
    requires dev.chameleonbot.plugin.host;

    exports dev.chameleonbot.plugin.testkit;
}
