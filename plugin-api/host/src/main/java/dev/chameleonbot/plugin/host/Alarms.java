package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Registration;
import java.time.Duration;
import org.apiguardian.api.API;

/** Runs tasks later. */
@API(status = API.Status.INTERNAL, since = "0.1")
@FunctionalInterface
public interface Alarms {
    /**
     * Runs a task later, on any thread.
     *
     * @param delay the time until the run
     * @param task what to run; never blocks
     * @return cancels the task when closed; does nothing once the task has begun
     */
    Registration after(Duration delay, Runnable task);
}
