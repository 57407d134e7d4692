/** Greets people who ask for it. */
module com.example.hello {
    requires dev.chameleonbot.plugin.api;
}
