/**
 * The engine of Chameleon: accounts, tokens, EventSub sessions, dispatch to behaviours, and the colour path.
 */
@SuppressWarnings("module") // The host, to which packages are exported, is not there yet when this is compiled.
module dev.chameleonbot.engine {
    requires transitive dev.chameleonbot.plugin.api;
    requires static transitive org.jspecify;
    requires dev.chameleonbot.plugin.host;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.github.benmanes.caffeine;
    requires dev.failsafe.core;
    requires hystrix.core;
    requires java.management;
    requires java.sql;
    requires jdk.jfr;
    requires kotlin.stdlib;
    requires okhttp3;
    requires okio;
    requires org.xerial.sqlitejdbc;
    requires twitch4j;

    exports dev.chameleonbot.engine;
    exports dev.chameleonbot.engine.diagnosis to
            dev.chameleonbot.host;
    exports dev.chameleonbot.engine.http to
            dev.chameleonbot.host;
    exports dev.chameleonbot.engine.io to
            dev.chameleonbot.host,
            dev.chameleonbot.host.config;
    exports dev.chameleonbot.engine.model;
    exports dev.chameleonbot.engine.spi;
    exports dev.chameleonbot.engine.state to
            dev.chameleonbot.host;
}
