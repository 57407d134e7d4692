package dev.chameleonbot.host.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.NoHostException;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/** The host that runs with the state directory, as far as it can be seen. */
public sealed interface HostView {
    /**
     * None runs.
     *
     * @param sentence that, in words
     */
    record None(String sentence) implements HostView {}

    /**
     * One runs, and has answered.
     *
     * @param status what {@code status} answers
     * @param pid its process, if that is known
     */
    record Answering(JsonNode status, OptionalLong pid) implements HostView {}

    /**
     * One runs, and does not answer, or none that this user may ask.
     *
     * @param problem why, in a sentence without its point
     * @param pid its process, if that is known
     */
    record Silent(String problem, OptionalLong pid) implements HostView {}

    /** Tells which process has the state directory open; empty if none has, or it is not known. */
    @FunctionalInterface
    interface Holder {
        OptionalLong pid() throws IOException;
    }

    /** Asks the host that runs with a state directory how it stands. */
    static HostView of(Source<JsonNode> status, Holder holder, Duration limit) throws Exception {
        try {
            return new Answering(Limited.call("control", limit, status::get), pid(holder));
        } catch (NoHostException e) {
            return new None(e.getMessage());
        } catch (OperationException e) {
            return new Silent(e.getMessage(), pid(holder));
        } catch (TimeoutException e) {
            return new Silent(
                    "A host runs, and does not answer on its control socket within " + limit.toSeconds() + " s",
                    pid(holder));
        }
    }

    private static OptionalLong pid(Holder holder) {
        try {
            return holder.pid();
        } catch (IOException e) {
            LoggerFactory.getLogger(HostView.class)
                    .debug("Whose the state directory is cannot be seen: {}", e.toString());
            return OptionalLong.empty();
        }
    }
}
