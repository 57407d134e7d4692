package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.diagnosis.EndpointAnswer;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Failed;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Reached;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Times;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether each of Twitch's endpoints is reached, and how fast.
 *
 * @param twitch where they are
 */
public record EndpointCheck(Source<TwitchEndpoints> twitch, Source<Map<Endpoint, EndpointAnswer>> answers)
        implements Check {
    private static final Duration SLOW = Duration.ofSeconds(3);
    private static final int NOT_FOUND = 404;
    private static final int FIRST_OF_SERVER = 500;

    @Override
    public String topic() {
        return "network";
    }

    @Override
    public List<Finding> run() throws Exception {
        TwitchEndpoints where = twitch.get();
        List<Finding> all = new ArrayList<>();
        answers.get().forEach((endpoint, answer) -> {
            URI address = endpoint.in(where);
            all.add(timed(finding(endpoint, address, answer), answer.times()).with("address", address.toString()));
        });
        return all;
    }

    private static Finding finding(Endpoint endpoint, URI address, EndpointAnswer answer) {
        return switch (answer) {
            case Reached reached -> reached(endpoint, address, reached).with("status", reached.status());
            case Failed(String problem, boolean isStranger, Times times) ->
                Finding.problem(
                                address + " is not reached: " + problem,
                                isStranger
                                        ? "Let the firewall, the proxy or the captive portal pass " + address.getHost()
                                                + " unchanged."
                                        : "Check the network, the firewall and the proxy of this machine; they have to"
                                                + " pass "
                                                + address.getHost() + ".")
                        .about(endpoint.label());
        };
    }

    private static Finding reached(Endpoint endpoint, URI address, Reached reached) {
        String words = address.getHost() + " answers" + times(reached.times());
        if (reached.status() >= FIRST_OF_SERVER) {
            return Finding.warning(
                            words + ", but with the status " + reached.status(),
                            "Wait; https://status.twitch.tv may say more.")
                    .about(endpoint.label());
        }
        if (reached.status() == NOT_FOUND) {
            return Finding.problem(
                            words + ", but there is nothing at " + address,
                            "Correct the address under 'twitch' in the configuration, or remove it.")
                    .about(endpoint.label());
        }
        return reached.times().whole().compareTo(SLOW) > 0
                ? Finding.warning(words + ", which is slow", "Look at the network and the proxy of this machine.")
                        .about(endpoint.label())
                : Finding.fine(words).about(endpoint.label());
    }

    /** Such as {@code after 120 ms (name 5, connection 60, of it TLS 40)}. */
    private static String times(Times times) {
        List<String> parts = new ArrayList<>();
        times.name().ifPresent(time -> parts.add("name " + time.toMillis()));
        times.connection().ifPresent(time -> parts.add("connection " + time.toMillis()));
        times.tls().ifPresent(time -> parts.add("of that TLS " + time.toMillis()));
        return " after " + times.whole().toMillis() + " ms"
                + (parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")");
    }

    private static Finding timed(Finding finding, Times times) {
        Finding timed = finding.with("milliseconds", times.whole().toMillis());
        timed = times.name().isPresent()
                ? timed.with("name_milliseconds", times.name().get().toMillis())
                : timed;
        timed = times.connection().isPresent()
                ? timed.with("connection_milliseconds", times.connection().get().toMillis())
                : timed;
        return times.tls().isPresent()
                ? timed.with("tls_milliseconds", times.tls().get().toMillis())
                : timed;
    }
}
