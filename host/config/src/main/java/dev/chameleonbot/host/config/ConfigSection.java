package dev.chameleonbot.host.config;

/** An object of the configuration that has keys of its own. */
enum ConfigSection {
    /** The file itself. */
    ROOT("", "The file"),
    USER("users", "An account"),
    /** Where Twitch is found. */
    TWITCH("twitch", "Addresses of Twitch"),
    /** Whom to alert. */
    ALERTS("alerts", "Alerts"),
    WEBHOOK("alerts.webhooks", "A webhook"),
    /** The page and the interface behind it. */
    WEB("web", "The page in the browser");

    private final String path;
    private final String title;

    ConfigSection(String path, String title) {
        this.path = path;
        this.title = title;
    }

    /** Where it stands, with dots; empty for the file. */
    String path() {
        return path;
    }

    /** What it is, as a heading. */
    String title() {
        return title;
    }

    /** Where a key of it stands. */
    String path(ConfigKey key) {
        return path.isEmpty() ? key.name() : path + "." + key.name();
    }
}
