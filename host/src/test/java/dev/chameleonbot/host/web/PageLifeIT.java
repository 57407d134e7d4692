package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.simulator.fault.Endpoint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins, new accounts, and a host that ends and begins again while somebody looks at its page. */
@InBrowser
@DisplayName("the page leads through logins, and outlives its host")
final class PageLifeIT {
    @TempDir
    private Path folder;

    @Test
    void logsInAnAccountByItsQrCode(Browser browser) throws Exception {
        try (WebRig rig = WebRig.withoutLogin(folder, List.of("alice"))) {
            rig.awaitState("alice", AccountState.NEEDS_LOGIN);
            browser.open(rig.addressWithToken());
            browser.awaitText(PageIT.row("alice") + " .state", "Needs a login");

            browser.press(PageIT.row("alice"), "Log in");
            browser.find(".login-code img");
            browser.until(
                    "the picture is there",
                    () -> browser.text("document.querySelector('.login-code img').naturalWidth > 0")
                            .equals("true"));
            String address = browser.text("document.querySelector('.login-code a').href");
            String code = browser.textOf(".login-code .code");
            // A picture that is taken while the page moves cannot be read.
            browser.until("the QR code can be read", () -> address.equals(decoded(browser.picture(".login-code img"))));
            assertThat(address).contains(code);
            assertThat(browser.violations()).isEmpty();
            browser.pictureForTheDocuments("web-login", folder);

            assertThat(rig.twitch().approve(code, "alice")).isTrue();

            rig.awaitState("alice", AccountState.LIVE);
            browser.awaitText(PageIT.row("alice") + " .state", "Live");
        }
    }

    /** What a QR code says; empty if none can be made out. */
    private static String decoded(byte[] picture) {
        try {
            return read(picture);
        } catch (IOException | NotFoundException | ChecksumException | FormatException e) {
            return "";
        }
    }

    private static String read(byte[] picture)
            throws IOException, NotFoundException, ChecksumException, FormatException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        return new QRCodeReader().decode(bitmap).getText();
    }

    @Test
    void addsAnAccountUpToItsFirstChange(Browser browser) throws Exception {
        try (WebRig rig = WebRig.start(folder, List.of())) {
            rig.twitch().addUser("newcomer");
            browser.open(rig.addressWithToken());
            browser.awaitText(".empty", "There is no account yet");
            browser.press(".empty", "Add an account");

            addsNewcomer(rig, browser);
        }
    }

    @Test
    void leadsFromNothingToTheFirstChange(Browser browser) throws Exception {
        try (WebRig rig = WebRig.unconfigured(folder)) {
            rig.twitch().addUser("newcomer");
            browser.open(rig.addressWithToken());
            browser.awaitText("h1", "Set-up");
            assertThat(browser.violations()).isEmpty();
            browser.pictureForTheDocuments("web-setup", folder);

            rig.twitch().faults().fail(Endpoint.DEVICE, 400, "invalid client", 1);
            browser.type("input[name=client_id]", "wrong");
            browser.press("form", "Go on");
            browser.awaitText("#client-id-problem", "Twitch knows no application");
            assertThat(folder.resolve("config.json")).doesNotExist();
            assertThat(browser.number("""
                performance.getEntriesByType("resource")
                    .filter(one => /\\/api\\/v1\\/(?!session|setup)/.test(one.name)).length\
                """))
                    .as("requests for what there is not before the set-up")
                    .isZero();

            browser.type("input[name=client_id]", WebRig.CLIENT);
            browser.press("form", "Go on");
            browser.find("input[name=channels]");
            assertThat(folder.resolve("config.json")).content().contains(WebRig.CLIENT);
            addsNewcomer(rig, browser);
        }
    }

    private static void addsNewcomer(WebRig rig, Browser browser) {
        browser.type("input[name=channels]", "@own, " + WebRig.STREAMER);
        browser.press("form", "Go on");
        String code = browser.find(".login-code .code").getText();
        assertThat(browser.violations()).isEmpty();
        assertThat(rig.twitch().approve(code, "newcomer")).isTrue();

        browser.awaitText("h2", "newcomer is added");
        browser.until("the first change", () -> {
            if (rig.isLive("newcomer")) {
                rig.twitch().say("newcomer", WebRig.STREAMER, "hello");
            }
            return browser.textOf(".lead").contains("It works: the colour of newcomer has changed.");
        });
        assertThat(rig.folder().resolve("accounts/newcomer.json")).content().contains(WebRig.STREAMER);
        browser.press(".step", "Open newcomer");
        browser.awaitText("h1", "newcomer");
    }

    @Test
    void findsItsHostAgainAndSaysSo(Browser browser) throws Exception {
        try (WebRig rig = WebRig.start(folder, List.of("alice"))) {
            rig.awaitAllLive();
            browser.open(rig.addressWithToken());
            browser.awaitText(PageIT.row("alice") + " .state", "Live");

            rig.stop();
            browser.awaitText(".standing", "The host does not answer since");
            assertThat(browser.textOf(PageIT.row("alice")))
                    .as("what was known stays")
                    .contains("alice");
            assertThat(browser.violations()).isEmpty();

            rig.startAgain();
            browser.awaitText(".notes", "The host was restarted.");
            browser.until(
                    "it no longer says that it is away",
                    () -> browser.textOf(".standing").isBlank());
            String before = rig.twitch().color("alice");
            rig.awaitAllLive();
            rig.twitch().say("alice", WebRig.STREAMER, "and on");
            browser.until(
                    "what happens is told again",
                    () -> !rig.twitch().color("alice").equals(before)
                            && browser.attribute(PageIT.row("alice") + " .name-in.dark", "data-color")
                                    .equals(PageIT.hex(rig.twitch().color("alice"))));
        }
    }
}
