package dev.chameleonbot.host.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

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
}
