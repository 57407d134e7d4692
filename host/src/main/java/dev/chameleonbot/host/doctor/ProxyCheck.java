package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import java.util.List;

/**
 * The forward proxy that this process would go through.
 *
 * @param proxy the proxy, if it is one
 */
public record ProxyCheck(ForwardProxy proxy, Source<TwitchEndpoints> twitch) implements Check {
    @Override
    public String topic() {
        return "proxy";
    }

    @Override
    public List<Finding> run() throws Exception {
        TwitchEndpoints where = twitch.get();
        try {
            proxy.requireUsable(List.of(where.auth(), where.helix(), where.eventSub()));
        } catch (EngineStartException e) {
            return List.of(Finding.problem(String.valueOf(e.getMessage()), "Correct the variable, or unset it."));
        }
        return List.of(Finding.fine(proxy.description()
                .map(name -> "Requests go through " + name)
                .orElse("None is set; Twitch is reached directly")));
    }
}
