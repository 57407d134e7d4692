package dev.chameleonbot.host.plugins;

/** The version of the plugin API that this host offers, which a plugin's {@code Plugin-Requires} is compared with. */
final class ApiVersion {
    static final String CURRENT = "0.1.0";

    private ApiVersion() {}
}
