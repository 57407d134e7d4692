package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.plugins.PluginJarFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a plugin, from the page. */
@InBrowser
@DisplayName("plugins are installed, updated, rolled back and ended from the page")
final class PagePluginsIT {
    private static final String HOSTILE = "<img src=x onerror=window.pwned=1>";

    @TempDir
    private Path folder;

    @Test
    void leadsThroughTheLifeOfAPlugin(Browser browser) throws Exception {
        Path first = greeter("1.0.0", HOSTILE).writeTo(folder.resolve("first.jar"));
        Path second = greeter("1.1.0", HOSTILE).writeTo(folder.resolve("second.jar"));
        Path noPlugin = Files.writeString(folder.resolve("no-plugin.jar"), "no jar at all");
        try (WebRig rig = WebRig.start(Files.createDirectory(folder.resolve("home")), List.of("alice"))) {
            browser.open(rig.addressWithToken());
            browser.find(".row");
            browser.go("#/plugins");
            browser.find(card("color-changer"));

            browser.give("#plugin-file", noPlugin);
            browser.until("it is refused", () -> browser.shows(".panel .wrong, dialog .wrong"));
            if (browser.shows("dialog")) {
                browser.press("dialog", "Cancel");
            }

            browser.give("#plugin-file", first);
            browser.awaitText("dialog", "Install greeter?");
            browser.awaitText("dialog", HOSTILE);
            assertThat(browser.textOf("dialog .hash")).matches("[0-9a-f]{64}");
            assertThat(browser.violations()).isEmpty();
            assertThat(browser.find("dialog button.primary").isEnabled())
                    .as("without the confirmation")
                    .isFalse();
            browser.click("input[name=compared]");
            browser.press("dialog .actions", "Install");
            browser.awaitText(".notes", "greeter 1.0.0 is installed.");
            browser.awaitText(card("greeter") + " .version", "1.0.0");
            browser.awaitText(card("greeter") + " .state", "Runs");

            browser.give("#plugin-file", second);
            browser.awaitText("dialog", "Update greeter?");
            browser.awaitText("dialog", "1.0.0 → 1.1.0");
            browser.click("input[name=compared]");
            browser.press("dialog .actions", "Update");
            browser.awaitText(card("greeter") + " .version", "1.1.0");

            browser.press(card("greeter"), "Roll back");
            browser.awaitText(card("greeter") + " .version", "1.0.0");

            browser.press(card("greeter"), "What can be set");
            browser.awaitText(card("greeter") + " .declared", HOSTILE);
            browser.click(card("greeter") + " [role=switch]");
            browser.awaitText(card("greeter") + " .state", "Disabled");

            browser.press(card("greeter"), "Uninstall");
            browser.press("dialog .actions", "Uninstall");
            browser.awaitGone(card("greeter"));
            assertThat(browser.number("document.querySelectorAll(\"img[src='x'], [onerror]\").length"))
                    .isZero();
            assertThat(browser.text("String(window.pwned)")).isEqualTo("undefined");
        }
    }

    @Test
    void saysWhyItIsRefused(Browser browser) throws Exception {
        try (WebRig rig = WebRig.start(folder, List.of("alice"))) {
            browser.open(rig.addressWithToken());
            browser.find(".row");
            browser.go("#/plugins");
            browser.press(card("color-changer"), "Roll back");

            browser.until(
                    "the reason",
                    () -> !browser.textOf(card("color-changer") + " .wrong").isBlank());

            browser.type("input[name=url]", "ftp://example.org/plugin.jar");
            browser.press(".install", "Fetch");
            browser.until("the reason", () -> !browser.textOf(".panel > .wrong").isBlank());
        }
    }

    private static PluginJarFile greeter(String version, String description) {
        return PluginJarFile.of("greeter")
                .attribute("Plugin-Version", version)
                .attribute("Plugin-Description", description)
                .source("lab.greeter.Greeter", """
                    package lab.greeter;
                    import dev.chameleonbot.plugin.api.*;
                    public class Greeter implements ChatBehaviour {
                        @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                        @Override public SettingsSchema settings() {
                            return SettingsSchema.of(Setting.flag("loud").orElse(false).describedAs("%s"));
                        }
                    }
                    """.formatted(description))
                .index("lab.greeter.Greeter");
    }

    private static String card(String plugin) {
        return ".plugin[data-plugin='" + plugin + "']";
    }
}
