/**
 * The engine of Chameleon: accounts, tokens, EventSub sessions, dispatch to behaviours, and the colour path.
 */
module dev.chameleonbot.engine {
    requires transitive dev.chameleonbot.plugin.api;
    requires java.sql;
    requires org.xerial.sqlitejdbc;
    requires static transitive org.jspecify;

    exports dev.chameleonbot.engine;
    exports dev.chameleonbot.engine.spi;
}
