package dev.chameleonbot.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.EngineStartException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Which proxy is used for what")
final class ForwardProxyTest {
    private static final String HELIX = "https://api.twitch.tv/helix";

    @Test
    void theLowerCaseVariableGoesFirstAndAnEmptyOneIsNone() {
        assertThat(way(HELIX, Map.of("HTTPS_PROXY", "http://upper:1", "https_proxy", "http://lower:2")))
                .isEqualTo("HTTP lower:2");
        assertThat(way(HELIX, Map.of("HTTPS_PROXY", "http://upper:1", "https_proxy", " ")))
                .isEqualTo("HTTP upper:1");
        assertThat(way(HELIX, Map.of())).isEqualTo("DIRECT");
    }

    @Test
    void eachSchemeHasItsVariableAndOneIsForAll() {
        Map<String, String> environment = Map.of("http_proxy", "plain:1", "all_proxy", "socks5h://all:2");

        assertThat(way("http://example.com/", environment)).isEqualTo("HTTP plain:1");
        assertThat(way(HELIX, environment)).isEqualTo("SOCKS all:2");
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, proxy.example:3128",
        "http://proxy.example:3128/, proxy.example:3128",
        "HTTP://proxy.example, proxy.example:80",
        "proxy.example:3128, proxy.example:3128",
        "http://name:p@ss:w#rd/?@proxy.example:3128, proxy.example:3128",
        "http://name@proxy.example:3128, proxy.example:3128",
        "http://name:@proxy.example:3128, proxy.example:3128",
        "http://[2001:db8::1]:3128, 2001:db8::1:3128",
    })
    void takesAnAddressAsPeopleWriteThem(String value, String place) {
        assertThat(way(HELIX, Map.of("HTTPS_PROXY", value))).isEqualTo("HTTP " + place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://name:hunter2@",
                "http://name:hunter2@proxy:0",
                "http://name:hunter2@proxy:70000",
                "https://name:hunter2@proxy:443",
                "ftp://name:hunter2@proxy:21",
                "socks5://name:hunter2@proxy:1080",
                "http://:hunter2@proxy:3128",
                "http://proxy:31 28/hunter2",
            })
    void anAddressThatCannotBeUsedIsNamedByItsVariableAlone(String value) {
        assertThatThrownBy(() -> way(HELIX, Map.of("https_proxy", value)))
                .isInstanceOf(EngineStartException.class)
                .hasMessageContainingAll("https_proxy", "http://NAME:PASSWORD@HOST:PORT")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void anAddressThatCannotBeUsedIsNoMatterWhereNothingNeedsIt() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "ftp://proxy:21", "NO_PROXY", "intra.example");
        ForwardProxy proxy = proxy(environment);

        assertThat(proxy.description()).isEmpty();
        assertThatCode(() -> proxy.requireUsable(
                        List.of(URI.create("ws://127.0.0.1:1/ws"), URI.create("https://api.intra.example/"))))
                .doesNotThrowAnyException();
        assertThat(way("https://localhost:8080/helix", environment)).isEqualTo("DIRECT");
        assertThatThrownBy(() -> proxy.requireUsable(List.of(URI.create("wss://eventsub.wss.twitch.tv/ws"))))
                .isInstanceOf(EngineStartException.class)
                .hasMessageContaining("HTTPS_PROXY names a proxy of an unknown kind");
    }

    @Test
    void anEmptyPasswordIsOne() {
        assertThat(ProxyAddress.parse("HTTPS_PROXY", "http://name@proxy:1")
                        .login()
                        .orElseThrow()
                        .basic())
                .isEqualTo("Basic bmFtZTo=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/helix",
                "http://127.0.0.1:8080/helix",
                "http://[::1]:8080/helix",
                "https://twitch.localhost/"
            })
    void thisMachineIsReachedDirectly(String address) {
        assertThat(way(address, Map.of("ALL_PROXY", "http://proxy:1"))).isEqualTo("DIRECT");
    }

    @ParameterizedTest
    @CsvSource({
        "twitch.tv, true",
        ".twitch.tv, true",
        "*.twitch.tv, true",
        "TWITCH.TV., true",
        "api.twitch.tv:443, true",
        "api.twitch.tv:8443, false",
        "witch.tv, false",
        "tv.example, false",
        "*, true",
        "10.0.0.0/8 api.twitch.tv, true",
        "*.twitch.*, true",
        "api.*, true",
        "api.*:443, true",
        "api.*:8443, false",
        "twitch.*, false",
    })
    void namesHostsThatAreReachedDirectly(String noProxy, boolean direct) {
        assertThat(way(HELIX, Map.of("HTTPS_PROXY", "http://proxy:1", "no_proxy", "example.com, " + noProxy)))
                .isEqualTo(direct ? "DIRECT" : "HTTP proxy:1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://10.1.2.3/, 10.0.0.0/8, true",
        "https://11.1.2.3/, 10.0.0.0/8, false",
        "https://10.1.2.3/, 10.1.2.3, true",
        "https://10.1.2.3:8443/, 10.1.2.3:443, false",
        "https://10.1.2.3/, 0.0.0.0/0, true",
        "https://[2001:db8::7]/, 2001:db8::/32, true",
        "https://[2001:db8::7]/, 2001:DB8:0::7, true",
        "https://[2001:db8::7]/, [2001:db8::7]:443, true",
        "https://[2001:db8::7]/, 10.0.0.0/8, false",
        "https://ten.example/, 10.0.0.0/8, false",
        "https://192.168.1.2/, 192.168.*, true",
        "https://192.16.1.2/, 192.168.*, false",
    })
    void namesAddressesAndNetworksThatAreReachedDirectly(String address, String noProxy, boolean direct) {
        assertThat(way(address, Map.of("HTTPS_PROXY", "http://proxy:1", "NO_PROXY", noProxy)))
                .isEqualTo(direct ? "DIRECT" : "HTTP proxy:1");
    }

    /** As curl and others do, for which the variable is meant too. */
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "300.0.0.0/8", "http://intra", "a b:c"})
    void anExceptionThatIsNotUnderstoodIsLeftOutAndTheOthersHold(String noProxy) {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "http://proxy:1", "NO_PROXY", noProxy + ",direct.example");

        assertThat(way(HELIX, environment)).isEqualTo("HTTP proxy:1");
        assertThat(way("https://direct.example/", environment)).isEqualTo("DIRECT");
    }

    @Test
    void aProxyOfTheJvmGoesFirstByTheJvmsOwnRules() {
        Properties properties = new Properties();
        properties.setProperty("https.proxyHost", "of-the-jvm");
        OkHttpClient client = ForwardProxy.of(Map.of("HTTPS_PROXY", "http://proxy:1"), properties)
                .on(new OkHttpClient.Builder())
                .build();

        assertThat(client.proxySelector()).isSameAs(ProxySelector.getDefault());
    }

    @Test
    void tellsWhereItIsAndNoName() {
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://name:hunter2@proxy:1", "HTTP_PROXY", "other:2"))
                        .description())
                .hasValue("the proxy proxy:1 (HTTPS_PROXY) and the proxy other:2 (HTTP_PROXY)");
        assertThat(proxy(Map.of()).description()).isEmpty();
    }

    private static ForwardProxy proxy(Map<String, String> environment) {
        return ForwardProxy.of(environment, new Properties());
    }

    private static String way(String address, Map<String, String> environment) {
        OkHttpClient client = proxy(environment).on(new OkHttpClient.Builder()).build();
        Proxy chosen = client.proxySelector().select(URI.create(address)).getFirst();
        return chosen.type() == Proxy.Type.DIRECT
                ? "DIRECT"
                : chosen.type() + " " + ((InetSocketAddress) chosen.address()).getHostString() + ":"
                        + ((InetSocketAddress) chosen.address()).getPort();
    }
}
