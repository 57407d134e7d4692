/** Counts what viewers win. */
module com.example.score {
    requires dev.chameleonbot.plugin.api;
    requires java.sql; // As Gson does.
}
