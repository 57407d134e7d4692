package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each view in both themes, as axe judges it, and on a phone; and the demo, which is a view of its own. */
@InBrowser
@DisplayName("every view can be read by everybody, and fits on a phone")
final class PageViewsIT {
    @TempDir
    private static Path folder;

    private static WebRig rig;

    @BeforeAll
    static void start() throws Exception {
        List<String> accounts = List.of("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi");
        rig = WebRig.demo(folder, accounts);
        rig.awaitAllLive();
        for (String account : accounts) {
            rig.twitch().say(account, WebRig.STREAMER, "good morning");
        }
    }

    @AfterAll
    static void end() throws Exception {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "demo, #/demo, .demo .strip",
        "accounts, #/accounts, .row .strip",
        "account, #/accounts/alice, .plugin-settings",
        "plugins, #/plugins, .plugin",
        "operation, #/operation, .plots canvas",
        "add, #/add, input[name=channels]"
    })
    void isAccessibleInBothThemesAndFitsAPhone(String name, String view, String there, Browser browser)
            throws Exception {
        browser.open(rig.addressWithToken());
        browser.find(".demo");
        browser.go(view);
        browser.find(there);
        browser.until("nothing is asked for any more", () -> !browser.shows(".loading"));

        if (name.equals("demo") || name.equals("account")) {
            browser.until("messages with what they changed", () -> {
                rig.twitch().say("alice", WebRig.STREAMER, "good morning");
                return browser.number("document.querySelectorAll('.room.dark .became, .feed .took').length") > 2;
            });
        }

        assertThat(browser.violations()).isEmpty();
        browser.pictureForTheDocuments("web-" + name, folder);
        browser.theme("dark");
        assertThat(browser.violations()).as("dark").isEmpty();
        browser.size(320, 740);
        browser.assertNothingToScrollSideways();
        assertThat(browser.violations()).as("on a phone").isEmpty();
    }

    @Test
    void asksForThePasswordAccessibly(Browser browser) {
        browser.open(rig.address());
        browser.find("input[type=password]");

        assertThat(browser.violations()).isEmpty();
        browser.theme("dark");
        browser.size(320, 740);
        assertThat(browser.violations()).isEmpty();
        browser.assertNothingToScrollSideways();
    }

    @Test
    void letsANewcomerWriteAndSeeTheColourChange(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.find(".demo");
        assertThat(browser.title()).startsWith("Write in chat");
        browser.choose("select[name=account]", "bob");
        browser.awaitText("button.big", "Send as bob");

        browser.type("input[name=text]", "here I am");
        browser.click("button.big");

        browser.awaitText(".room.dark", "here I am");
        browser.awaitText(".room.light .became", "now ");
        browser.until(
                "the name in the new colour",
                () -> browser.attribute(".name-now .name-in", "data-color")
                        .equals(PageIT.hex(rig.twitch().color("bob"))));
    }

    @Test
    void tellsOfAFieldWhatIsWrongWithIt(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.find(".demo");
        browser.go("#/accounts/carol");
        browser.find("input[name=channels]");
        browser.type("input[name=channels]", "no channel!");
        browser.press(".panel", "Join");
        browser.until(
                "the field is marked",
                () -> browser.attribute("input[name=channels]", "aria-invalid").equals("true"));

        assertThat(browser.violations()).isEmpty();
        browser.press(".account-head", "Remove");
        browser.find("dialog[open]");
        assertThat(browser.violations()).as("the dialog").isEmpty();
    }

    @Test
    void whatOthersWriteTurnsNothingAround(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.find(".demo");
        browser.go("#/accounts/dave");
        browser.find(".plugin-settings");
        browser.until("a message that overrides the direction of what follows", () -> {
            rig.twitch().say("dave", WebRig.STREAMER, "\u202eolleh");
            return browser.textOf(".said .text").contains("olleh");
        });

        assertThat(browser.text("getComputedStyle(document.querySelector('.said .text')).unicodeBidi"))
                .isEqualTo("isolate");
        assertThat(browser.text("getComputedStyle(document.querySelector('.name-in')).unicodeBidi"))
                .isEqualTo("isolate");
    }

    @Test
    void tellsTheDayWhereItIsNotTodayAndAnAddressInOnePiece(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.find(".demo");
        browser.go("#/operation");
        browser.press(".host-line", "Read the configuration again");
        browser.awaitText(".notes", "The configuration is read again");
        browser.press(".panels", "Refresh");
        browser.find("td .from");
        browser.size(320, 740);

        assertThat(browser.number("Math.max(...[...document.querySelectorAll('td .from')]"
                        + ".map(from => from.getClientRects().length))"))
                .isEqualTo(1);
        assertThat(browser.text("import('/format.js').then(({ clock }) => {"
                        + " const day = new Date(2020, 1, 17, 12, 34);"
                        + " return clock(day.toISOString()) + ' | ' + clock(new Date().setHours(12, 34)); })"))
                .matches(".*17.*34.* \\| [^/]*12\\D34\\D.*");
    }
}
