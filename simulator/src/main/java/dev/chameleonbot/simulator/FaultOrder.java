package dev.chameleonbot.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.Fault;
import dev.chameleonbot.simulator.fault.OddFrame;
import dev.chameleonbot.simulator.http.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The faults as they are ordered over HTTP: {@code {"fault":"close","login":"alice","code":4000}}. */
enum FaultOrder {
    CLOSE("code", (faults, order) -> faults.closeSockets(order.path("code").asInt(4000))),
    DROP("", (faults, order) -> faults.dropSockets()),
    STALL("", (faults, order) -> faults.stall()),
    FREEZE("", (faults, order) -> faults.freeze()),
    ODD_FRAME("frame", (faults, order) -> faults.sendOdd(constant(OddFrame.values(), order, "frame"))),
    TEXT("text", (faults, order) -> faults.sendText(ControlApi.required(order, "text"))),
    DUPLICATE("times", (faults, order) -> faults.duplicateNotifications(times(order))),
    LATE("times", (faults, order) -> faults.lateNotifications(times(order))),
    UNKNOWN_FIELDS("times", (faults, order) -> faults.unknownFields(times(order))),
    REVOKE("status", (faults, order) -> faults.revoke(order.path("status").asText("authorization_revoked"))),
    RECONNECT("", (faults, order) -> faults.requestReconnect()),
    RECONNECT_TO("url", (faults, order) -> faults.requestReconnectTo(ControlApi.required(order, "url"))),
    RECONNECT_INVALID("", (faults, order) -> faults.requestReconnectToInvalid()),
    RECONNECT_LATE("seconds", (faults, order) -> faults.requestReconnectWithLateWelcome(seconds(order))),
    RECONNECT_FAILING("times", (faults, order) -> faults.requestReconnectFailingFirst(times(order))),
    REFUSE_CONNECTIONS("seconds", (faults, order) -> faults.refuseConnections(seconds(order))),
    REFUSE_UPGRADES("status times", (faults, order) -> faults.refuseUpgrades(status(order), times(order))),
    FAIL(
            "endpoint status message times",
            (faults, order) -> faults.fail(
                    endpoint(order), status(order), order.path("message").asText("failed on demand"), times(order))),
    DELAY("endpoint seconds times", (faults, order) -> faults.delay(endpoint(order), seconds(order), times(order))),
    NEVER_ANSWER("endpoint times", (faults, order) -> faults.neverAnswer(endpoint(order), times(order))),
    DROP_CALL("endpoint times", (faults, order) -> faults.drop(endpoint(order), times(order))),
    REFUSE_REFRESH("", (faults, order) -> faults.refuseRefresh());

    private final String fields;

    @SuppressWarnings("ImmutableEnumChecker") // None of these functions captures anything.
    private final BiFunction<Faults, JsonNode, Fault> placing;

    FaultOrder(String fields, BiFunction<Faults, JsonNode, Fault> placing) {
        this.fields = fields;
        this.placing = placing;
    }

    /**
     * Orders a fault, for one account if there is a {@code login}.
     *
     * @throws IllegalArgumentException if the order is not understood; the message says why
     */
    static Fault place(Faults faults, JsonNode order) {
        FaultOrder kind = constant(values(), order, "fault");
        String login = order.path("login").asText();
        return kind.placing.apply(login.isEmpty() ? faults : faults.only(login), order);
    }

    static ObjectNode help() {
        ObjectNode help = Json.object();
        for (FaultOrder order : values()) {
            help.put(lower(order), order.fields);
        }
        return help.put("login", "confines any of them to one account");
    }

    private static Endpoint endpoint(JsonNode order) {
        return constant(Endpoint.values(), order, "endpoint");
    }

    private static int status(JsonNode order) {
        return number(order, "status", 503, 0, 999);
    }

    private static int times(JsonNode order) {
        return number(order, "times", 1, 1, Integer.MAX_VALUE);
    }

    private static Duration seconds(JsonNode order) {
        double seconds = order.path("seconds").asDouble(10);
        return Duration.ofMillis(Math.clamp((long) (seconds * 1000), 1, 86_400_000));
    }

    private static int number(JsonNode order, String field, int usual, int least, int most) {
        int number = order.path(field).asInt(usual);
        if (number < least || number > most) {
            throw new IllegalArgumentException(field + " must be between " + least + " and " + most);
        }
        return number;
    }

    private static <E extends Enum<E>> E constant(E[] values, JsonNode order, String field) {
        String name = order.path(field).asText();
        List<E> fitting = Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(name))
                .toList();
        if (fitting.isEmpty()) {
            String known = Arrays.stream(values).map(FaultOrder::lower).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("The field " + field + " must be one of: " + known);
        }
        return fitting.getFirst();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
