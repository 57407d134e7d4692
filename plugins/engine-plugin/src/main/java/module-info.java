/** The engine as a plugin: runs the chat behaviours of a pf4j host that does not know Chameleon. */
module dev.chameleonbot.engineplugin {
    requires dev.chameleonbot.engine;
    requires dev.chameleonbot.host.config;
    requires java.sql;
    requires static org.jspecify;

    exports dev.chameleonbot.engineplugin to
            org.pf4j;
}
