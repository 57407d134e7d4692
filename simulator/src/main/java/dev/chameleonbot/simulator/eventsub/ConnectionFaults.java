package dev.chameleonbot.simulator.eventsub;

import dev.chameleonbot.simulator.http.Answer;
import dev.chameleonbot.simulator.http.HttpResponse;
import dev.chameleonbot.simulator.script.FaultSwitches;
import dev.chameleonbot.simulator.script.ScriptedFault;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Faults that strike the way into the simulator and the delivery of notifications. Thread-safe. */
public final class ConnectionFaults {
    private final FaultSwitches board;
    private final List<ScriptedFault> refusals = new CopyOnWriteArrayList<>();
    private final List<Upgrade> upgrades = new CopyOnWriteArrayList<>();
    private final List<ScriptedFault> duplicates = new CopyOnWriteArrayList<>();
    private final List<ScriptedFault> unknownFields = new CopyOnWriteArrayList<>();
    private final List<ScriptedFault> late = new CopyOnWriteArrayList<>();

    /** No faults yet. */
    public ConnectionFaults(FaultSwitches board) {
        this.board = board;
    }

    /** Resets every new connection until it is closed. */
    public ScriptedFault refuseConnections() {
        return addTo(refusals, "new connections are reset", "", Long.MAX_VALUE);
    }

    /** Answers the next requests for a WebSocket with that status, or with a reset if it is 0. */
    public ScriptedFault refuseUpgrades(int status, long times) {
        String description = "WebSocket upgrades are " + (status == 0 ? "reset" : "answered with " + status);
        ScriptedFault fault = board.add(description, "", times, () -> upgrades.removeIf(one -> one.fault.over()));
        upgrades.add(new Upgrade(fault, status));
        return fault;
    }

    /** Sends the next notifications twice. */
    public ScriptedFault duplicate(String login, long times) {
        return addTo(duplicates, "notifications are sent twice", login, times);
    }

    /** Adds fields that no client knows to the next notifications. */
    public ScriptedFault addUnknownFields(String login, long times) {
        return addTo(unknownFields, "notifications have unknown fields", login, times);
    }

    /** Sends the next notifications of sessions that have moved on their old sockets. */
    public ScriptedFault delay(String login, long times) {
        return addTo(late, "notifications come on the old socket", login, times);
    }

    private ScriptedFault addTo(List<ScriptedFault> list, String description, String login, long times) {
        ScriptedFault fault = board.add(description, login, times, () -> list.removeIf(ScriptedFault::over));
        list.add(fault);
        return fault;
    }

    /** Whether a connection that comes now is to be reset. */
    public boolean refusesConnection() {
        return strikes(refusals, "");
    }

    Optional<Answer> onUpgrade() {
        for (Upgrade upgrade : upgrades) {
            if (upgrade.fault.strikes("")) {
                return Optional.of(upgrade.status == 0 ? new Answer.Drop() : HttpResponse.empty(upgrade.status));
            }
        }
        return Optional.empty();
    }

    boolean duplicates(String login) {
        return strikes(duplicates, login);
    }

    boolean addsUnknownFields(String login) {
        return strikes(unknownFields, login);
    }

    boolean comesLate(String login) {
        return strikes(late, login);
    }

    private static boolean strikes(List<ScriptedFault> list, String login) {
        for (ScriptedFault fault : list) {
            if (fault.strikes(login)) {
                return true;
            }
        }
        return false;
    }

    private record Upgrade(ScriptedFault fault, int status) {}
}
