package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** The system's own Chromium, without a screen, as somebody who looks at the page has it. One for all tests. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(25);

    /** A host name that leads to this machine and that no server knows, as DNS rebinding has it. */
    static final String FOREIGN_NAME = "rebound.example";

    /** It warns that it knows no protocol of so new a browser, and none of that is used. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private static final String AXE = script("axe.min.js");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Where what is needed for it is installed; empty if it is not. */
    static Optional<Browser> start() {
        Optional<File> chromium = program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        Optional<File> chromedriver = program("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            return Optional.empty();
        }
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get());
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // Where the tests run as root there is none.
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--lang=en-GB",
                "--host-resolver-rules=MAP " + FOREIGN_NAME + " 127.0.0.1",
                "--window-size=1280,900");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.get())
                .usingAnyFreePort()
                .withLogOutput(OutputStream.nullOutputStream())
                .build();
        return Optional.of(new Browser(new ChromeDriver(service, options)));
    }

    private static Optional<File> program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    private static String script(String name) {
        try (InputStream in = Objects.requireNonNull(
                Browser.class.getClassLoader().getResourceAsStream(name), name + " is not on the class path")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As somebody comes who was never here: logged in nowhere, on a usual screen, in the light. */
    void forget() {
        driver.switchTo().newWindow(WindowType.TAB);
        String fresh = driver.getWindowHandle();
        for (String other : driver.getWindowHandles()) {
            if (!other.equals(fresh)) {
                driver.switchTo().window(other).close();
            }
        }
        driver.switchTo().window(fresh);
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        size(1280, 900);
        theme("light");
    }

    /** Sends it with each request of this page, as a proxy does that logs people in. */
    void sendHeader(String name, String value) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", Map.of(name, value)));
    }

    void open(String address) {
        driver.get(address);
    }

    /** Goes to a view of the page that is open, as a link does. */
    void go(String view) {
        run("location.hash = arguments[0]", view);
    }

    String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    String title() {
        return Objects.requireNonNull(driver.getTitle());
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(1280, 900));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void theme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    long number(String script, Object... arguments) {
        return ((Number) Objects.requireNonNull(run("return " + script, arguments))).longValue();
    }

    String text(String script, Object... arguments) {
        return String.valueOf(run("return " + script, arguments));
    }

    /** Waits until something is there and seen. */
    WebElement find(String css) {
        return await(css)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .until(() -> seen(css), Objects::nonNull);
    }

    private @Nullable WebElement seen(String css) {
        try {
            return driver.findElements(By.cssSelector(css)).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null);
        } catch (StaleElementReferenceException e) { // Drawn anew meanwhile.
            return null;
        }
    }

    boolean shows(String css) {
        return seen(css) != null;
    }

    void awaitGone(String css) {
        await("no " + css).atMost(PATIENCE).pollInterval(LOOK).until(() -> !shows(css));
    }

    /** Waits until the text of something contains this. */
    void awaitText(String css, String text) {
        try {
            until("'" + text + "' in " + css, () -> textOf(css).contains(text));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("'" + text + "' is not in " + css + ", but: " + textOf(css), e);
        }
    }

    String textOf(String css) {
        return text("[...document.querySelectorAll(arguments[0])].map(e => e.innerText).join('\\n')", css);
    }

    String attribute(String css, String name) {
        return text("document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? ''", css, name);
    }

    void until(String what, Callable<Boolean> condition) {
        await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(LOOK).until(condition);
    }

    /** Clicks on it with the mouse, and again where it was drawn anew at that moment. */
    void click(String css) {
        until("a click on " + css, () -> {
            try {
                WebElement element = find(css);
                run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
                element.click();
                return true;
            } catch (StaleElementReferenceException | ElementNotInteractableException e) {
                return false;
            }
        });
    }

    /** Clicks on the button or link of these words, where {@code css} is. */
    void press(String css, String words) {
        until("a click on '" + words + "' in " + css, () -> Boolean.TRUE.equals(run("""
            const found = [...document.querySelectorAll(arguments[0] + " button, " + arguments[0] + " a, " + arguments[0] + " summary")]
                .find(element => element.innerText.trim().startsWith(arguments[1]) && element.checkVisibility());
            found?.scrollIntoView({block: "center", behavior: "instant"});
            found?.focus();
            found?.click();
            return Boolean(found);
            """, css, words)));
    }

    void type(String css, String text) {
        WebElement field = find(css);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text.isEmpty() ? Keys.DELETE : text);
    }

    void choose(String css, String value) {
        find(css);
        run("""
            const field = document.querySelector(arguments[0]);
            field.value = arguments[1];
            field.dispatchEvent(new Event("change", {bubbles: true}));
            """, css, value);
    }

    /** Gives a file to a field that may not be seen. */
    void give(String css, Path file) {
        driver.findElement(By.cssSelector(css)).sendKeys(file.toAbsolutePath().toString());
    }

    /** Keys as the keyboard sends them to whatever has the focus. */
    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** What has the focus, as a screen reader names it. */
    String focus() {
        return text("""
            (() => {
                const element = document.activeElement;
                return (element.getAttribute("aria-label") ?? element.labels?.[0]?.innerText ?? element.innerText ?? "").trim();
            })()\
            """);
    }

    /** What axe finds against WCAG 2.2 AA and its best practice, in words. */
    List<String> violations() {
        run(AXE);
        Object found = driver.executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
            axe.run(document, {runOnly: tags, resultTypes: ["violations"]}).then(result => done(result.violations.map(one =>
                one.id + ": " + one.nodes.map(node => node.target.join(" ") + " (" + node.failureSummary + ")").join("; "))));
            """);
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    void assertNothingToScrollSideways() {
        assertThat(number("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(() -> "too wide: " + text("""
                    [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
                        .slice(0, 5).map(e => e.tagName + "." + e.className).join(", ")\
                    """))
                .isZero();
    }

    /** How a page did while somebody scrolled: the most that there was of something, and tasks of more than 50 ms. */
    record Scroll(long most, List<Long> longTasks) {}

    /** Scrolls, frame by frame, as fast as a hard fling does. */
    Scroll scroll(String css, int frames) {
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
        List<?> found = (List<?>) Objects.requireNonNull(driver.executeAsyncScript("""
            const [css, frames, done] = arguments;
            const tasks = [];
            const observer = new PerformanceObserver(list => tasks.push(...list.getEntries().map(e => Math.round(e.duration))));
            observer.observe({type: "longtask"});
            let most = 0;
            let frame = 0;
            const step = () => {
                scrollBy({top: 120, behavior: "instant"});
                most = Math.max(most, document.querySelectorAll(css).length);
                if (++frame < frames) {
                    requestAnimationFrame(step);
                } else {
                    setTimeout(() => {
                        observer.disconnect();
                        done([most, ...tasks]);
                    }, 200);
                }
            };
            requestAnimationFrame(step);
            """, css, frames));
        List<Long> numbers =
                found.stream().map(number -> ((Number) number).longValue()).toList();
        return new Scroll(numbers.getFirst(), numbers.subList(1, numbers.size()));
    }

    byte[] picture(String css) {
        return find(css).getScreenshotAs(OutputType.BYTES);
    }

    /** A picture for the documents, where they are to be made anew, with the usual folder in the place of the test's. */
    void pictureForTheDocuments(String name, Path folder) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            run("""
                const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (walk.nextNode()) {
                    walk.currentNode.data = walk.currentNode.data.replaceAll(arguments[0], "~/.config/chameleon")
                        .replaceAll("target/chameleon/", "");
                }
                """, folder.toString());
            Path images = Path.of("..", "module-info-docs", "images");
            Files.write(images.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
