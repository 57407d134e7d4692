package dev.chameleonbot.engine.helix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.resilience.RemoteException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of Helix's in which something is not as documented. */
final class HelixPageTest {
    private final List<String> odd = new ArrayList<>();

    @Test
    void whatCannotBeReadIsLeftOutAndSpoilsNothingElse() {
        HelixPage<String> page = read("""
            {"data":[{"id":"1"},null,7,"text",[],{},{"id":null},{"id":{"a":1}},{"id":" "},{"id":2,"more":[{}]}],
             "total":"many","pagination":{"cursor":"next"}}
            """);

        assertThat(page.elements()).containsExactly("1", "2");
        assertThat(page.cursor()).contains("next");
        assertThat(odd).hasSize(8).allMatch(problem -> problem.startsWith("no 'id': "));
    }

    @Test
    void timesThatAreNoneAndPartsThatAreMissingAreNotThere() {
        HelixPage<String> page = read(
                "{\"data\":[{\"started_at\":\"yesterday\"},{\"started_at\":5},{\"started_at\":\"2026-02-01T12:00:00Z\"}]}",
                element -> element.time("started_at") + " "
                        + element.at("transport").at("x").find("session_id")
                        + element.at("condition").texts());

        assertThat(page.elements())
                .containsExactly(
                        "Optional.empty Optional.empty{}",
                        "Optional.empty Optional.empty{}",
                        "Optional[2026-02-01T12:00:00Z] Optional.empty{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"data\":null}",
                "{\"data\":{}}",
                "{\"data\":[",
                "<html>",
                "{\"data\":[1,}"
            })
    void anAnswerWithoutAListCannotBeUsedAndMayBeAnotherOneNextTime(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.mayPass()).isTrue())
                .hasMessageContaining("cannot be used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[],\"pagination\":null}", "{\"data\":[],\"pagination\":[]}", "{\"data\":[]}"})
    void aPageThatNamesNoNextOneIsTheLast(String body) {
        assertThat(read(body).cursor()).isEmpty();
    }

    private HelixPage<String> read(String body) {
        return read(body, element -> element.text("id"));
    }

    private HelixPage<String> read(String body, HelixElement.Reader<String> reader) {
        return HelixPage.read(
                "listing",
                body.getBytes(StandardCharsets.UTF_8),
                reader,
                (element, problem) -> odd.add(problem + ": " + element));
    }
}
