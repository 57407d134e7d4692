package dev.chameleonbot.engine.state;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log. Stateless, so any thread may call it. */
public final class LoggedStateTrouble implements StateTroubleListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedStateTrouble.class);

    /** Creates one. */
    public LoggedStateTrouble() {}

    @Override
    public void setAside(String problem, String advice) {
        LOG.error("{} {}", problem, advice);
    }

    @Override
    public void began(String problem, String advice) {
        LOG.error("{} {}", problem, advice);
    }

    @Override
    public void ended() {
        LOG.info("Everything that was learned is stored again");
    }
}
