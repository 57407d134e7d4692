package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.diagnosis.EndpointAnswer;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Failed;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Times;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Tries all endpoints side by side.
 *
 * @param twitch where they are
 * @param probe tries one address; blocks
 */
public record EndpointSource(Source<TwitchEndpoints> twitch, Function<URI, EndpointAnswer> probe, Duration limit)
        implements Source<Map<Endpoint, EndpointAnswer>> {
    @Override
    public Map<Endpoint, EndpointAnswer> get() throws Exception {
        TwitchEndpoints where = twitch.get();
        List<Callable<EndpointAnswer>> attempts = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.values()) {
            attempts.add(() -> probe.apply(endpoint.in(where)));
        }
        List<EndpointAnswer> answers = Limited.all(attempts, "probe", limit, (index, failure) -> failed(failure));
        Iterator<EndpointAnswer> each = answers.iterator();
        Map<Endpoint, EndpointAnswer> all = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            all.put(endpoint, each.next());
        }
        return all;
    }

    private EndpointAnswer failed(Exception failure) {
        String words = failure instanceof TimeoutException
                ? "nothing came within " + limit.toSeconds() + " s"
                : IoWords.of(failure);
        return new Failed(words, false, new Times(Optional.empty(), Optional.empty(), Optional.empty(), limit));
    }
}
