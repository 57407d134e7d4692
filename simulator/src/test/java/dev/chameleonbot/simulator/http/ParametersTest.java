package dev.chameleonbot.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParametersTest {
    @Test
    void decodesNamesAndValues() {
        Parameters parameters = Parameters.parse("color=%23AbCdef&login=a&login=b+c&flag&=x&&scopes=user%3Aread");
        assertThat(parameters.first("color")).contains("#AbCdef");
        assertThat(parameters.all("login")).containsExactly("a", "b c");
        assertThat(parameters.first("flag")).contains("");
        assertThat(parameters.first("scopes")).contains("user:read");
        assertThat(parameters.first("absent")).isEmpty();
    }

    @Test
    void takesWhatIsNotEncodedAsItStands() {
        assertThat(Parameters.parse("a=100%&b=%zz").first("a")).contains("100%");
    }
}
