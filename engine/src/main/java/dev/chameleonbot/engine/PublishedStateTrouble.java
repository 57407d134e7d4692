package dev.chameleonbot.engine;

import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.state.LoggedStateTrouble;
import dev.chameleonbot.engine.state.StateTroubleListener;
import java.time.InstantSource;

/** Tells the log, the meters and all listeners of the engine. */
final class PublishedStateTrouble implements StateTroubleListener {
    private final StateTroubleListener log = new LoggedStateTrouble();
    private final EventBus events;
    private final InstantSource clock;
    private final EngineMeters meters;

    PublishedStateTrouble(EventBus events, InstantSource clock, EngineMeters meters) {
        this.events = events;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void setAside(String problem, String advice) {
        log.setAside(problem, advice);
        events.publish(new EngineEvent.StateTrouble(clock.instant(), problem, advice));
    }

    @Override
    public void began(String problem, String advice) {
        meters.storeWorks(false);
        log.began(problem, advice);
        events.publish(new EngineEvent.StateTrouble(clock.instant(), problem, advice));
    }

    @Override
    public void ended() {
        meters.storeWorks(true);
        log.ended();
        events.publish(new EngineEvent.StateRecovered(clock.instant()));
    }
}
