package dev.chameleonbot.simulator.script;

import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.http.Answer;
import dev.chameleonbot.simulator.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Faults that strike calls over HTTP. Thread-safe. */
public final class EndpointFaults {
    private final Map<Endpoint, List<Rule>> rules = new EnumMap<>(Endpoint.class);
    private final FaultSwitches board;

    /** No faults yet. */
    public EndpointFaults(FaultSwitches board) {
        this.board = board;
        for (Endpoint endpoint : Endpoint.values()) {
            rules.put(endpoint, new CopyOnWriteArrayList<>());
        }
    }

    /** What a fault does to a call. */
    public sealed interface Effect {
        /** The call does its work at once, but its answer comes late. */
        record Delay(Duration by) implements Effect {}

        /** The call does nothing and is answered with that status. */
        record Fail(int status, String message) implements Effect {}

        /** The call does its work, but the body of its answer is another one. */
        record Rewrite(UnaryOperator<String> rewriting) implements Effect {}

        /** The call does nothing and is never answered. */
        record Hang() implements Effect {}

        /** The call does nothing and its connection is reset. */
        record Drop() implements Effect {}
    }

    /** Puts up a fault for the next calls of an endpoint. */
    public ScriptedFault add(Endpoint endpoint, String login, Effect effect, long times) {
        String description = endpoint + ": " + effect;
        List<Rule> list = of(endpoint);
        ScriptedFault fault = board.add(description, login, times, () -> list.removeIf(rule -> rule.fault.over()));
        list.add(new Rule(fault, effect));
        return fault;
    }

    /**
     * Runs a call, or what the first fitting fault makes of it.
     *
     * @param login the account concerned, or an empty text
     * @param call does the work
     * @param failure makes the answer for a status
     * @throws InterruptedException if the simulator closes while an answer is held back
     */
    public Answer around(Endpoint endpoint, String login, Supplier<HttpResponse> call, Failure failure)
            throws InterruptedException {
        for (Rule rule : of(endpoint)) {
            if (rule.fault.strikes(login)) {
                return switch (rule.effect) {
                    case Effect.Delay(Duration by) -> {
                        HttpResponse answer = call.get();
                        Thread.sleep(by);
                        yield answer;
                    }
                    case Effect.Fail(int status, String message) -> failure.answer(status, message);
                    case Effect.Rewrite(UnaryOperator<String> rewriting) ->
                        call.get().rewritten(rewriting);
                    case Effect.Hang() -> new Answer.Hold();
                    case Effect.Drop() -> new Answer.Drop();
                };
            }
        }
        return call.get();
    }

    private List<Rule> of(Endpoint endpoint) {
        return Objects.requireNonNull(rules.get(endpoint));
    }

    /** Makes the answer to a call that fails. */
    public interface Failure {
        /** The answer for that status and message. */
        HttpResponse answer(int status, String message);
    }

    private record Rule(ScriptedFault fault, Effect effect) {}
}
