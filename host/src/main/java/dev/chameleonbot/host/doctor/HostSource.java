package dev.chameleonbot.host.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.NoHostException;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the host that runs with a state directory how it stands, for no longer than some seconds.
 *
 * @param status asks the host
 * @param holder tells which process it is
 * @param limit how long the host may take
 */
public record HostSource(Source<JsonNode> status, Holder holder, Duration limit) implements Source<HostView> {
    private static final Logger log = LoggerFactory.getLogger(HostSource.class);

    /** Tells which process has the state directory open. */
    @FunctionalInterface
    public interface Holder {
        /**
         * Its id; empty if none has, or it is not known.
         *
         * @throws IOException if it cannot be seen
         */
        OptionalLong pid() throws IOException;
    }

    @Override
    public HostView get() throws Exception {
        try {
            return new HostView.Answering(Limited.call("control", limit, status::get), pid());
        } catch (NoHostException e) {
            return new HostView.None(e.getMessage());
        } catch (OperationException e) {
            return new HostView.Silent(e.getMessage(), pid());
        } catch (TimeoutException e) {
            return new HostView.Silent(
                    "A host runs, and does not answer on its control socket within " + limit.toSeconds() + " s", pid());
        }
    }

    private OptionalLong pid() {
        try {
            return holder.pid();
        } catch (IOException e) {
            log.debug("Whose the state directory is cannot be seen: {}", e.toString());
            return OptionalLong.empty();
        }
    }
}
