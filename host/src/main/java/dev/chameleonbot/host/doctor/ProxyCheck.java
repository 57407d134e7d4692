package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import java.util.List;

/** The forward proxy that this process would go through. */
public final class ProxyCheck implements Check {
    private static final String TOPIC = "proxy";

    private final ForwardProxy proxy;
    private final Source<TwitchEndpoints> twitch;

    /**
     * Looks at a proxy.
     *
     * @param proxy the proxy, if it is one
     * @param twitch what is to be reached
     */
    public ProxyCheck(ForwardProxy proxy, Source<TwitchEndpoints> twitch) {
        this.proxy = proxy;
        this.twitch = twitch;
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public List<Finding> run() throws Exception {
        TwitchEndpoints where = twitch.get();
        try {
            proxy.requireUsable(List.of(where.auth(), where.helix(), where.eventSub()));
        } catch (EngineStartException e) {
            return List.of(
                    Finding.problem(TOPIC, "", String.valueOf(e.getMessage()), "Correct the variable, or unset it."));
        }
        return List.of(Finding.fine(
                TOPIC,
                "",
                proxy.description()
                        .map(name -> "Requests go through " + name)
                        .orElse("None is set; Twitch is reached directly")));
    }
}
