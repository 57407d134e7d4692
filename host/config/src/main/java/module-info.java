/**
 * The operator's configuration: reading it, judging it, and saying all that is wrong with it at once; for the standalone
 * host and for the engine as a plugin alike.
 */
module dev.chameleonbot.host.config {
    requires transitive dev.chameleonbot.engine;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires static org.jspecify;

    exports dev.chameleonbot.host.config;
}
