package dev.chameleonbot.engine.guard;

import static java.util.Objects.requireNonNull;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The work of one session. It is done in turns, one at a time, on the threads of its plugin's {@link PluginExecutor}.
 *
 * <p>Concurrency: any thread may ask for a turn. Who asks during a turn gets another one after it.
 */
public abstract class PluginTask {
    private static final int IDLE = 0;
    private static final int LATER = 1;
    private static final int SOON = 2;

    /** Whose threads it runs on. */
    protected final PluginExecutor executor;

    private final String login;
    private final ChatBehaviour behaviour;
    private final AtomicInteger scheduled = new AtomicInteger(IDLE);
    /** The thread that it has its turn on. */
    private volatile @Nullable PluginThread thread;

    /** No turn has been asked for. */
    protected PluginTask(PluginExecutor executor, String login, ChatBehaviour behaviour) {
        this.executor = executor;
        this.login = login;
        this.behaviour = behaviour;
    }

    /** Asks for a turn as soon as a thread is free. Returns at once; does nothing after the last turn. */
    public final void soon() {
        switch (scheduled.getAndSet(SOON)) {
            case IDLE -> executor.submit(this);
            case LATER -> executor.hurry();
            default -> {} // Its turn comes, or is in progress and looks for work at its end.
        }
    }

    /** Asks for a turn that no thread is woken for: it comes some milliseconds later at worst. Returns at once. */
    public final void later() {
        if (scheduled.compareAndSet(IDLE, LATER)) {
            executor.submitForLater(this);
            if (scheduled.get() == SOON) { // soon() came before the executor had the task.
                executor.hurry();
            }
        }
    }

    /** Has one turn; of the executor. */
    final void run(PluginThread on) {
        thread = on;
        boolean goesOn;
        try {
            goesOn = turn();
        } finally {
            thread = null;
        }
        if (goesOn) {
            scheduled.set(IDLE);
            if (hasWork()) {
                soon();
            }
        }
    }

    /**
     * Makes one call; in a turn only.
     *
     * @param what what it is, for people
     */
    protected final CallResult call(String what, Runnable call) {
        return requireNonNull(thread).call(this, what, call);
    }

    /** Whether the current thread is the one of this task's turn. */
    protected final boolean hasTurnHere() {
        return Thread.currentThread().equals(thread);
    }

    /** Interrupts the call that is in progress, if there is one. */
    protected final void interrupt() {
        PluginThread now = thread;
        if (now != null) {
            now.interrupt(this);
        }
    }

    /** The plugin that it belongs to. */
    public final String pluginId() {
        return executor.pluginId();
    }

    /** The account that it works for. */
    protected final String login() {
        return login;
    }

    /** The behaviour that it calls. */
    protected final ChatBehaviour behaviour() {
        return behaviour;
    }

    /** Does some of the work; false if that was the last turn. */
    protected abstract boolean turn();

    /** Whether there is work for another turn. */
    protected abstract boolean hasWork();

    /**
     * A call does not end even when interrupted, and its thread was given up: no other turn comes.
     *
     * @param reason what it did, in one sentence
     */
    protected abstract void abandoned(String reason);
}
