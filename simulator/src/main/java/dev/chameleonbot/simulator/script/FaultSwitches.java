package dev.chameleonbot.simulator.script;

import dev.chameleonbot.simulator.fault.Fault;
import dev.chameleonbot.simulator.served.EventJournal;
import dev.chameleonbot.simulator.time.Alarms;
import dev.chameleonbot.simulator.time.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All faults that are not over. Thread-safe. */
public final class FaultSwitches {
    private final Signal signal;
    private final Alarms alarms;
    private final EventJournal journal;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, ScriptedFault> open = new ConcurrentSkipListMap<>();

    /** An empty board. */
    public FaultSwitches(Signal signal, Alarms alarms, EventJournal journal) {
        this.signal = signal;
        this.alarms = alarms;
        this.journal = journal;
    }

    /**
     * Puts up a fault.
     *
     * @param description what it does
     * @param login the account that it is confined to, or an empty text
     * @param times how often it may strike
     * @param atEnd run once when it is over
     */
    public ScriptedFault add(String description, String login, long times, Runnable atEnd) {
        int id = ids.incrementAndGet();
        String scoped = login.isEmpty() ? description : description + " (only " + login + ")";
        ScriptedFault fault = new ScriptedFault(
                id,
                scoped,
                login,
                times,
                () -> {
                    open.remove(id);
                    atEnd.run();
                },
                signal,
                journal);
        open.put(id, fault);
        return fault;
    }

    /** Ends the fault after that time. */
    public Fault limit(ScriptedFault fault, Duration time) {
        alarms.in(time, fault::close);
        return fault;
    }

    /** The faults that are not over, in the order in which they were put up. */
    public List<ScriptedFault> open() {
        return List.copyOf(open.values());
    }
}
