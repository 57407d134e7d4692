package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsTest {
    private final Results results = new Results(
            Map.of("machine", "a \"good\" one"),
            new Figures(List.of(
                    new Figure(Subject.STOCK, 50, "own-200", 1, Metric.P99_US, 1234.5),
                    new Figure(Subject.FLOOR, 50, Figure.IDLE, 2, Metric.RSS_MB, 160))));

    @Test
    void areReadAsTheyWereWritten() {
        assertThat(Results.ofJson(results.toJson())).isEqualTo(results);
    }

    @Test
    void areALineEachInCsv() {
        assertThat(results.toCsv()).isEqualTo("""
            subject,accounts,scenario,repetition,metric,value
            stock,50,own-200,1,p99_us,1234.5
            floor,50,idle,2,rss_mb,160.0
            """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        nonsense | Not JSON
        {} | There are no figures in it
        {"figures":[{"subject":"netty","metric":"lost","accounts":1,"repetition":1,"value":1}]} | Unknown subject: netty
        {"figures":[{"subject":"floor","metric":"joy","accounts":1,"repetition":1,"value":1}]} | Unknown metric: joy
        {"figures":[{"subject":"floor","metric":"lost","accounts":0,"repetition":1,"value":1}]} | accounts cannot be 0
        {"figures":[{"subject":"floor","metric":"lost","accounts":1,"repetition":-1,"value":1}]} | repetition cannot be -1
        {"figures":[{"subject":"floor","metric":"lost","accounts":1,"repetition":1,"value":1e308}]} | value cannot be 1.0E308
        {"figures":[{"subject":"floor","metric":"lost","accounts":1,"repetition":1}]} | value cannot be
        """)
    void otherTextIsRefusedWithTheReason(String text, String message) {
        assertThatThrownBy(() -> Results.ofJson(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
