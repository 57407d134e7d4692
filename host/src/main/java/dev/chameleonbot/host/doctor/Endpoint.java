package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.model.TwitchEndpoints;
import java.net.URI;

/** What is asked of Twitch to see whether it is there. */
public enum Endpoint {
    /** The service of tokens. */
    AUTH("auth") {
        @Override
        URI in(TwitchEndpoints twitch) {
            return URI.create(twitch.auth() + "/validate");
        }
    },
    /** The API. */
    HELIX("helix") {
        @Override
        URI in(TwitchEndpoints twitch) {
            return URI.create(twitch.helix() + "/users");
        }
    },
    /** The socket of events. */
    EVENTSUB("eventsub") {
        @Override
        URI in(TwitchEndpoints twitch) {
            return twitch.eventSub();
        }
    };

    private final String label;

    Endpoint(String label) {
        this.label = label;
    }

    /** What it is called. */
    String label() {
        return label;
    }

    /** Its address. */
    abstract URI in(TwitchEndpoints twitch);
}
