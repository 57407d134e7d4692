package dev.chameleonbot.simulator.script;

import dev.chameleonbot.simulator.fault.Fault;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import dev.chameleonbot.simulator.served.EventJournal;
import dev.chameleonbot.simulator.time.Signal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A fault with a number of strikes and perhaps one account that it is confined to. */
public final class ScriptedFault implements Fault {
    private final int id;
    private final String description;
    private final String login;
    private final AtomicLong left;
    private final AtomicLong hits = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Runnable atEnd;
    private final Signal signal;
    private final EventJournal journal;

    ScriptedFault(
            int id, String description, String login, long times, Runnable atEnd, Signal signal, EventJournal journal) {
        this.id = id;
        this.description = description;
        this.login = login;
        this.left = new AtomicLong(times);
        this.atEnd = atEnd;
        this.signal = signal;
        this.journal = journal;
    }

    /**
     * Takes one strike if there is one for that account.
     *
     * @param who the login of the account concerned, or an empty text where it is not known
     * @return whether the fault strikes
     */
    public boolean strikes(String who) {
        if (over.get() || !(login.isEmpty() || login.equals(who)) || left.getAndDecrement() <= 0) {
            return false;
        }
        hit(who);
        if (left.get() <= 0) {
            close();
        }
        return true;
    }

    /** Counts something that was hit. */
    public void hit(String who) {
        hits.incrementAndGet();
        journal.write(Kind.FAULT, who, description, 0);
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public long hits() {
        return hits.get();
    }

    @Override
    public boolean over() {
        return over.get();
    }

    @Override
    public boolean awaitHits(long count, Duration atMost) throws InterruptedException {
        return signal.await(() -> hits.get() >= count, atMost);
    }

    @Override
    public boolean awaitOver(Duration atMost) throws InterruptedException {
        return signal.await(over::get, atMost);
    }

    @Override
    public void close() {
        if (over.compareAndSet(false, true)) {
            atEnd.run();
            signal.changed();
        }
    }

    @Override
    public String toString() {
        return "Fault " + id + ": " + description;
    }
}
