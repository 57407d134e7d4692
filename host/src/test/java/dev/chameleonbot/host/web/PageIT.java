package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.plugin.api.ChatColor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What somebody sees and does on the page, in a browser, with a real host behind it. */
@InBrowser
@DisplayName("the page shows what happens, and does what is asked of it")
final class PageIT {
    @TempDir
    private static Path folder;

    private static WebRig rig;

    @BeforeAll
    static void start() throws Exception {
        PluginJarFile.of("greeter")
                .source("lab.greeter.Greeter", """
                    package lab.greeter;
                    import dev.chameleonbot.plugin.api.*;
                    public class Greeter implements ChatBehaviour {
                        @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                        @Override public SettingsSchema settings() {
                            return SettingsSchema.of(
                                    Setting.number("count", 1, 5).orElse(1L).describedAs("How often it greets."),
                                    Setting.texts("words", 50).describedAs("What it says."));
                        }
                    }
                    """)
                .index("lab.greeter.Greeter")
                .writeTo(Files.createDirectory(folder.resolve("plugins")).resolve("greeter.jar"));
        rig = WebRig.start(folder, List.of("alice", "bob", "carol", "dave", "erin"));
        rig.awaitAllLive();
    }

    @AfterAll
    static void end() throws Exception {
        rig.close();
    }

    @Test
    void showsAChangeOfColourAsItHappens(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.find(row("alice"));
        String before = rig.twitch().color("alice");

        rig.twitch().say("alice", WebRig.STREAMER, "hello");

        browser.until("the colour in both chats", () -> {
            String now = hex(rig.twitch().color("alice"));
            return !now.equals(hex(before))
                    && browser.attribute(row("alice") + " .name-in.dark", "data-color")
                            .equals(now)
                    && browser.attribute(row("alice") + " .name-in.light", "data-color")
                            .equals(now);
        });
        assertThat(browser.attribute(row("alice") + " .strip", "aria-label")).startsWith("Last colours");
        assertThat(browser.address()).as("the token is in no history").isEqualTo(rig.address());
    }

    @Test
    void tellsWhatAnAccountWritesAndWhatThatChanges(Browser browser) {
        account(browser, "bob");
        browser.awaitText(".panel", "Nothing yet. Write something in chat as bob");

        // Not before somebody listens: the feed is of what comes from then on.
        browser.until("the message with its change", () -> {
            rig.twitch().say("bob", WebRig.STREAMER, "what a day");
            return browser.textOf(".feed").contains("what a day")
                    && browser.textOf(".feed .change").contains("Twitch took");
        });
        browser.awaitText(".feed .where", "#" + WebRig.STREAMER);
        browser.awaitText(".history", ":");
    }

    @Test
    void switchesAnAccountOffAndOn(Browser browser) {
        account(browser, "carol");

        browser.press(".account-head", "Disable");
        browser.awaitText(".notes", "carol is disabled.");
        browser.awaitText(".account-head .state", "Stopped");
        assertThat(rig.state("carol")).isEqualTo(AccountState.STOPPED);

        browser.press(".account-head", "Enable");
        browser.awaitText(".account-head .state", "Live");
        rig.awaitState("carol", AccountState.LIVE);
    }

    @Test
    void joinsAndLeavesChannels(Browser browser) {
        rig.twitch().addUser("another");
        account(browser, "dave");
        browser.find("input[name=channels]");

        browser.type("input[name=channels]", "no channel!");
        browser.press(".panel", "Join");
        browser.awaitText(".panel .wrong", "'channel!' is not allowed");

        browser.type("input[name=channels]", "#Another");
        browser.press(".panel", "Join");
        browser.awaitText(".chips", "another");
        browser.until("it listens there", () -> rig.twitch().enabledSubscriptions("dave") == 3);

        browser.click("button[aria-label='Leave another']");
        browser.awaitText(".notes", "another is left.");
        browser.until("it listens there no longer", () -> rig.twitch().enabledSubscriptions("dave") == 2);
        assertThat(folder.resolve("accounts/dave.json")).content().doesNotContain("another");
    }

    @Test
    void setsSomethingAndTakesItBack(Browser browser) {
        account(browser, "erin");
        browser.awaitText(".plugin-settings h3", "greeter");
        browser.press("#greeter-form", "2 settings");
        Path file = folder.resolve("accounts/erin.json");

        browser.type("#greeter-count", "9");
        browser.press("#greeter-form", "Save");
        browser.until(
                "the problem at its field",
                () -> browser.attribute("#greeter-count", "aria-invalid").equals("true"));
        browser.awaitText("#greeter-count-problem", "it must be a whole number from 1 to 5");
        assertThat(file).content().doesNotContain("count");

        browser.type("#greeter-count", "3");
        browser.type("#greeter-words", "good day");
        browser.press("#greeter-form", "Save");
        browser.awaitText(".notes", "greeter is set for erin.");
        browser.awaitText("#greeter-form summary", "2 of this account");
        assertThat(file).content().contains("\"count\": 3", "good day");

        browser.press("#greeter-form", "Take back");
        browser.awaitText("#greeter-form summary", "1 of this account");
        browser.click("#greeter-form [role=switch]");
        browser.awaitText(".notes", "greeter no longer runs for erin.");
        browser.awaitText("#greeter-form [role=switch]", "Off");
    }

    @Test
    void changesTheColourByHandAndSaysWhatBecameOfIt(Browser browser) {
        account(browser, "dave");
        browser.find("input[name=color]");

        browser.type("input[name=color]", "no colour");
        browser.awaitText("#color-problem", "This is no colour");
        browser.click("button.swatch[aria-label='hot pink']");
        assertThat(browser.attribute(".preview.dark .name-in", "data-color")).isEqualTo("#FF69B4");
        browser.awaitText(".preview.dark", "contrast 6.7");
        browser.awaitText(".preview.light", "contrast 2.6");
        browser.press(".panel", "Change");

        browser.until("Twitch has it", () -> rig.twitch().color("dave").equalsIgnoreCase("#FF69B4"));
        browser.awaitText(".panel .done", "colour");
    }

    @Test
    void canBeUsedWithTheKeyboardAlone(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.find(row("alice"));

        browser.keys(Keys.TAB);
        assertThat(browser.focus()).isEqualTo("Skip to the content");
        browser.keys(Keys.ENTER);
        assertThat(browser.text("document.activeElement.id")).isEqualTo("main");
        browser.keys(Keys.TAB, Keys.TAB);
        assertThat(browser.focus()).isEqualTo("Search by name");
        browser.keys("ALI");
        browser.awaitText(".shown", "1 of 5 accounts");
        browser.keys(Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE);
        browser.until("all are back", () -> browser.number("document.querySelectorAll('.row').length") == 5);

        for (int i = 0;
                i < 10
                        && !browser.text("document.activeElement.matches('[data-row-focus]')")
                                .equals("true");
                i++) {
            browser.keys(Keys.TAB);
        }
        String first = browser.focus();
        browser.keys(Keys.ARROW_DOWN);
        browser.until("the next row", () -> !browser.focus().equals(first));
        browser.keys(Keys.ENTER);
        browser.until(
                "its page, with its heading first",
                () -> browser.text("document.activeElement.tagName").equals("H1"));

        for (int i = 0; i < 20 && !browser.focus().equals("Remove"); i++) {
            browser.keys(Keys.TAB);
        }
        browser.keys(Keys.ENTER);
        browser.find("dialog[open]");
        browser.keys(Keys.ESCAPE);
        browser.awaitGone("dialog[open]");
        assertThat(browser.focus()).as("the focus is back where it was").isEqualTo("Remove");
    }

    @Test
    void remembersTheThemeThatIsChosen(Browser browser) {
        browser.theme("dark");
        browser.open(rig.addressWithToken());
        browser.find(row("alice"));
        assertThat(browser.text("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(17, 20, 18)");

        browser.click("button[aria-label='Light theme']");
        browser.open(rig.address());
        browser.find(row("alice"));

        assertThat(browser.text("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(245, 246, 244)");
        browser.run("localStorage.clear()");
    }

    @Test
    void asksForNothingWhileItIsHidden(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.awaitText(row("alice") + " .state", "Live");
        String hide = """
            Object.defineProperty(document, "hidden", {value: arguments[0], configurable: true});
            document.dispatchEvent(new Event("visibilitychange"));
            """;

        browser.run(hide, true);
        browser.until(
                "the connection is closed",
                () -> browser.number("performance.getEntriesByType('resource').filter(e =>"
                                + " e.name.includes('/api/v1/events')).length")
                        == 1);
        String before = rig.twitch().color("alice");
        rig.twitch().say("alice", WebRig.STREAMER, "does anybody see me?");
        browser.until("the change", () -> !rig.twitch().color("alice").equals(before));
        browser.run(hide, false);

        browser.until(
                "what was missed",
                () -> browser.attribute(row("alice") + " .name-in.dark", "data-color")
                        .equals(hex(rig.twitch().color("alice"))));
    }

    @Test
    void isSmallAndQuicklyThere(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.find(row("alice"));
        assertThat(browser.number("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"))
                .as("milliseconds until all of it is there")
                .isLessThan(1000);

        browser.run("return import('uplot').then(() => fetch('/lib/uPlot.min.css')).then(() => null)");

        assertThat(browser.number("performance.getEntriesByType('resource').filter(e => !e.name.includes('/api/'))"
                        + ".reduce((sum, e) => sum + e.encodedBodySize, 0)"))
                .as("bytes of all files, compressed")
                .isBetween(20_000L, 150_000L);
        assertThat(browser.text("performance.getEntriesByType('resource').filter(e => new URL(e.name).origin !=="
                        + " location.origin).length"))
                .as("nothing from elsewhere")
                .isEqualTo("0");
    }

    private static void account(Browser browser, String login) {
        browser.open(rig.addressWithToken());
        browser.find(row(login) + " a");
        browser.go("#/accounts/" + login);
        browser.find(".account-head");
    }

    static String row(String login) {
        return ".row[data-login='" + login + "']";
    }

    /** As the page writes a colour that the simulator has. */
    static String hex(String color) {
        return ChatColor.parse(color)
                .map(known -> String.format(Locale.ROOT, "#%06X", known.rgb()))
                .orElse(color);
    }
}
