package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of very many accounts, as the browser measures it. */
@InBrowser
@DisplayName("the table of accounts stays quick, however many there are")
final class ManyAccountsIT {
    private static final int MOST_ROWS = 60;
    private static final int FRAMES = 100;
    private static final int PASSES = 6;

    @TempDir
    private Path folder;

    @Test
    void scrollsAndFiltersAThousand(Browser browser) throws Exception {
        scrollsAndFilters(1000, browser);
    }

    @Test
    @Tag("full")
    void scrollsAndFiltersFiveThousand(Browser browser) throws Exception {
        scrollsAndFilters(5000, browser);
    }

    private void scrollsAndFilters(int count, Browser browser) throws Exception {
        List<String> logins =
                IntStream.range(0, count).mapToObj("viewer%04d"::formatted).toList();
        try (WebRig rig = WebRig.start(folder, logins)) {
            rig.awaitAllLive();
            browser.open(rig.addressWithToken());
            browser.find(".row");
            browser.awaitText("select[name=state]", "Live (" + "%,d".formatted(count) + ")");
            browser.choose("select[name=order]", "name");
            assertThat(rows(browser)).isBetween(5L, (long) MOST_ROWS);

            List<Browser.Scroll> passes = new ArrayList<>();
            do {
                logins.stream().limit(50).forEach(login -> rig.twitch().say(login, WebRig.STREAMER, "hello"));
                passes.add(browser.scroll(".row", FRAMES));
            } while (!passes.getLast().longTasks().isEmpty() && passes.size() < PASSES);

            assertThat(passes).as("rows at once").allMatch(pass -> pass.most() <= MOST_ROWS);
            // A task is as long as the clock says, and other programs take their turns meanwhile: one pass without them
            // counts.
            assertThat(passes.getLast().longTasks())
                    .as("tasks of more than 50 ms while it scrolls, in the last of %s", passes)
                    .isEmpty();
            browser.run("scrollTo(0, document.documentElement.scrollHeight)");
            browser.until("the last row", () -> browser.textOf(".row .login").contains(logins.getLast()));

            browser.run("scrollTo(0, 0)");
            browser.type("input[name=search]", "77");
            long found = logins.stream().filter(login -> login.contains("77")).count();
            browser.awaitText(".shown", found + " of " + "%,d".formatted(count) + " accounts");
            assertThat(rows(browser)).isLessThanOrEqualTo(MOST_ROWS);
            browser.choose("select[name=state]", "attention");
            browser.awaitText(".empty", "No account is like that");
            browser.press(".empty", "Show all");
            browser.until("all are back", () -> rows(browser) > 5);
        }
    }

    private static long rows(Browser browser) {
        return browser.number("document.querySelectorAll('.row').length");
    }
}
