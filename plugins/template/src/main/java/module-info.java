/** Greets whoever asks for it. */
module com.example.hello {
    requires dev.chameleonbot.plugin.api;
}
