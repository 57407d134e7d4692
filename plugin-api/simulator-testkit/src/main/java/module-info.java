/**
 * Runs a chat behaviour in a test on the real engine, over real sockets, against a simulated Twitch.
 *
 * <p>Start with {@link dev.chameleonbot.plugin.testkit.simulator.SimulatorTestkit}. It fits any test framework.
 */
module dev.chameleonbot.plugin.testkit.simulator {
    requires transitive dev.chameleonbot.plugin.api;
    requires transitive dev.chameleonbot.simulator;
    requires dev.chameleonbot.engine;
    requires dev.chameleonbot.plugin.host;

    exports dev.chameleonbot.plugin.testkit.simulator;
}
