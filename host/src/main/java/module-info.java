/**
 * The standalone host: command line, configuration, plugins, and the demo against the simulator.
 */
module dev.chameleonbot.host {
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.google.zxing;
    requires dev.chameleonbot.engine;
    requires dev.chameleonbot.host.config;
    requires dev.chameleonbot.plugin.host;
    requires dev.chameleonbot.simulator;
    requires info.picocli;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires java.management;
    requires jdk.httpserver;
    requires jdk.management;
    requires jul.to.slf4j;
    requires okhttp3;
    requires password4j;
    requires org.pf4j;
    requires org.slf4j;
    requires static org.jspecify;

    opens dev.chameleonbot.host.cli to
            info.picocli;

    provides ch.qos.logback.classic.spi.Configurator with
            dev.chameleonbot.host.logging.StandardErrorLog;
}
