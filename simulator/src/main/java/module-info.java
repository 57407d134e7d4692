/**
 * A simulated Twitch on one loopback port: EventSub over WebSocket, Helix and OAuth, with faults on request and an
 * exact record of what was delivered and answered.
 *
 * <p>For tests, demonstrations and load runs. Start with {@link dev.chameleonbot.simulator.Simulator}.
 */
module dev.chameleonbot.simulator {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.chameleonbot.simulator;
    exports dev.chameleonbot.simulator.fault;
    exports dev.chameleonbot.simulator.journal;
}
