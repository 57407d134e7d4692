package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.chameleonbot.engine.model.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What others try against the page, as a browser lets them. */
@InBrowser
@DisplayName("the page is for those who are logged in, and nothing that it shows is ever run")
final class PageSafetyIT {
    private static final String HOSTILE = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>";

    @TempDir
    private static Path folder;

    private static WebRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = WebRig.start(folder, List.of("alice"));
        rig.awaitAllLive();
    }

    @AfterAll
    static void end() throws Exception {
        rig.close();
    }

    @Test
    void showsNothingToWhoeverIsNotLoggedIn(Browser browser) {
        browser.open(rig.address());
        browser.find("input[type=password]");
        browser.type("input[type=password]", "guess");
        browser.press("form", "Log in");

        browser.awaitText("#password-problem", "password");
        assertThat(browser.textOf("body")).contains("chameleon web address").doesNotContain("alice");
    }

    @Test
    void letsInWhoeverKnowsThePassword(Browser browser) throws Exception {
        new AccessFile(rig.folder().resolve("state")).setPassword(Secret.of("correct horse battery"));
        browser.open(rig.address());
        browser.type("input[type=password]", "incorrect");
        browser.press("form", "Log in");
        browser.awaitText("#password-problem", "The password is wrong");

        browser.type("input[type=password]", "correct horse battery");
        browser.press("form", "Log in");

        browser.find(".row");
    }

    @Test
    void offersNothingToWhoeverMayOnlyLook(Browser browser) throws Exception {
        Secret token = new AccessFile(rig.folder().resolve("state")).addToken("viewer", Role.VIEW, Instant.now());
        browser.sendHeader("Authorization", "Bearer " + token.reveal());
        browser.open(rig.address());

        browser.awaitText(".view-only", "You are logged in to look only (viewer)");
        browser.find(".row");
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.shows("main button, main input[type=checkbox], a[href='#/add']"))
                .isFalse();
        browser.go("#/accounts/alice");
        browser.find(".plugin-settings");
        assertThat(browser.shows("main button")).isFalse();
        browser.go("#/plugins");
        browser.find(".plugin");
        assertThat(browser.shows("main button, input[type=file]")).isFalse();
    }

    @Test
    void endsWhatIsSeenWithTheSession(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.find(".row");

        browser.click("button[aria-label^='Log out']");

        browser.find("input[type=password]");
        browser.open(rig.address());
        browser.find("input[type=password]");
    }

    /** DNS rebinding: a name of somebody else that leads here. */
    @Test
    void answersToNoNameThatItDoesNotKnow(Browser browser) {
        browser.open(rig.addressWithToken().replace("127.0.0.1", Browser.FOREIGN_NAME));

        assertThat(browser.number("document.scripts.length")).isZero();
        assertThat(browser.number("document.querySelectorAll('#app').length")).isZero();
        assertThat(browser.textOf("body")).doesNotContain("alice");
    }

    /** From another site, and from another port of this one, whose requests carry the cookie. */
    @ParameterizedTest
    @ValueSource(strings = {Browser.FOREIGN_NAME, "127.0.0.1"})
    void doesNothingThatAnotherSiteSends(String other, Browser browser) throws Exception {
        browser.open(rig.addressWithToken());
        browser.find(".row");
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] trap = """
            <form method="post" enctype="text/plain" action="%sapi/v1/host/stop"><input type="submit" id="go"></form>
            """.formatted(rig.address()).getBytes(StandardCharsets.UTF_8);
        site.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, trap.length);
                exchange.getResponseBody().write(trap);
            }
        });
        site.start();
        try {
            browser.open("http://" + other + ":" + site.getAddress().getPort() + "/");
            browser.click("#go");

            browser.awaitText("body", "\"status\":40");
            assertThat(rig.isStopAsked()).isFalse();
        } finally {
            site.stop(0);
        }
    }

    @Test
    void showsWhatIsSaidInChatAsText(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.find(".row");
        browser.go("#/accounts/alice");
        browser.find(".account-head");

        browser.until("the message", () -> {
            rig.twitch().say("alice", WebRig.STREAMER, HOSTILE);
            return browser.textOf(".feed").contains(HOSTILE);
        });
        assertHarmless(browser);
    }

    @Test
    void showsWhatIsLoggedAsText(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.find(".row");
        browser.go("#/operation");
        browser.find(".log");

        browser.until("the line", () -> {
            LoggerFactory.getLogger("dev.chameleonbot.test").warn("{}", HOSTILE);
            return browser.textOf(".log").contains(HOSTILE);
        });
        assertHarmless(browser);
    }

    @Test
    void makesNothingOfAnAddressThatSomebodyElseHasWritten(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.find(".row");
        browser.go("#/accounts/" + HOSTILE);

        browser.awaitText("h1", "<img");
        browser.awaitText("main .wrong", "account");
        assertHarmless(browser);
        browser.go("#/accounts/..%2F..%2Fhost");
        browser.awaitText("main .wrong", "account");
    }

    @Test
    void runsNoScriptThatIsNotItsOwn(Browser browser) {
        browser.open(rig.addressWithToken());
        browser.find(".row");

        browser.run("""
            const inline = document.createElement("script");
            inline.textContent = "window.pwned = 1";
            document.body.append(inline);
            const image = document.createElement("div");
            image.innerHTML = arguments[0];
            document.body.append(image);
            """, HOSTILE);

        browser.until(
                "the picture has failed",
                () -> browser.text("[...document.images].every(image => image.complete)")
                        .equals("true"));
        assertThat(browser.text("String(window.pwned)")).isEqualTo("undefined");
    }

    private static void assertHarmless(Browser browser) {
        assertThat(browser.text("String(window.pwned)")).isEqualTo("undefined");
        assertThat(browser.number("document.querySelectorAll(\"img[src='x'], [onerror]\").length"))
                .isZero();
    }
}
