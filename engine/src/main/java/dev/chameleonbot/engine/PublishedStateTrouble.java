package dev.chameleonbot.engine;

import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.state.LoggedStateTrouble;
import dev.chameleonbot.engine.state.StateTroubleListener;
import java.time.InstantSource;

/** Tells the log and all listeners of the engine. */
final class PublishedStateTrouble implements StateTroubleListener {
    private final StateTroubleListener log = new LoggedStateTrouble();
    private final EventBus events;
    private final InstantSource clock;

    PublishedStateTrouble(EventBus events, InstantSource clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void setAside(String problem, String advice) {
        log.setAside(problem, advice);
        events.publish(new EngineEvent.StateTrouble(clock.instant(), problem, advice));
    }

    @Override
    public void began(String problem, String advice) {
        log.began(problem, advice);
        events.publish(new EngineEvent.StateTrouble(clock.instant(), problem, advice));
    }

    @Override
    public void ended() {
        log.ended();
        events.publish(new EngineEvent.StateRecovered(clock.instant()));
    }
}
