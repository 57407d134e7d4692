package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.guard.Guarded;
import dev.chameleonbot.engine.guard.SessionHealth;
import dev.chameleonbot.engine.guard.Worker;
import dev.chameleonbot.engine.metrics.PluginMeter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the calls of one session, one at a time, and tells how they went. Nothing that a call throws gets out. */
final class SessionCalls {
    private static final Logger log = LoggerFactory.getLogger(SessionCalls.class);

    private final Guarded session;
    private final String pluginId;
    private final SessionHealth health;
    private final TroubleReports reports;
    private final PluginMeter meter;
    private String lastError = "";
    private @Nullable Throwable lastFailure;

    /** How a call ended. */
    enum Ending {
        DONE,
        FAILED,
        /** It was interrupted for taking too long, and may have failed or not. */
        OVERRAN,
        /** Too late: its session is quarantined, and has nothing more to do. */
        ABANDONED
    }

    SessionCalls(Guarded session, String pluginId, SessionHealth health, TroubleReports reports, PluginMeter meter) {
        this.session = session;
        this.pluginId = pluginId;
        this.health = health;
        this.reports = reports;
        this.meter = meter;
    }

    /** Makes one call. */
    Ending make(Worker worker, String what, Runnable call) {
        Attempt attempt = new Attempt(what, call);
        return switch (worker.call(session, what, attempt)) {
            case ABANDONED -> {
                meter.failed();
                yield Ending.ABANDONED;
            }
            case INTERRUPTED -> {
                meter.failed();
                reports.failed(what, "it took too long and was interrupted");
                health.overran(what);
                yield Ending.OVERRAN;
            }
            case IN_TIME -> attempt.thrown == null ? done() : failed(what, attempt.error, attempt.thrown);
        };
    }

    /** What the latest call that failed threw, in one line. */
    String lastError() {
        return lastError;
    }

    /** What the latest call that failed threw. */
    Optional<Throwable> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    private Ending done() {
        health.succeeded();
        return Ending.DONE;
    }

    private Ending failed(String what, String error, Throwable thrown) {
        meter.failed();
        lastError = error;
        lastFailure = thrown;
        reports.failed(what, error);
        health.failed(what, error);
        return Ending.FAILED;
    }

    /**
     * A call and what it threw. What a plugin throws is of its own making, too: it is described while the call's time still
     * runs, and whatever that throws ends here.
     */
    private final class Attempt implements Runnable {
        private final String what;
        private final Runnable call;
        private @Nullable Throwable thrown;
        private String error = "something that cannot be described";

        Attempt(String what, Runnable call) {
            this.what = what;
            this.call = call;
        }

        @Override
        public void run() {
            try {
                call.run();
            } catch (Throwable e) { // Whatever a plugin throws is its own failure, also what no compiler let it throw.
                thrown = e;
                describe(e);
            }
        }

        private void describe(Throwable e) {
            try {
                error = TroubleReports.inOneLine(e);
                log.error("'{}' failed in {} for {}", pluginId, what, session.login(), e);
            } catch (Throwable hostile) {
                log.error(
                        "'{}' failed in {} for {} and threw a {} that cannot be described",
                        pluginId,
                        what,
                        session.login(),
                        e.getClass().getName());
            }
        }
    }
}
