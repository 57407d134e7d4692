package dev.chameleonbot.engine;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.simulator.Faults;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.OddFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One line of the fault matrix.
 *
 * @param name what happens
 * @param end how the account stands in the end
 * @param endless whether the fault never ends by itself: the account gets rid of it, or has to live with it
 * @param needsMessages whether only a message brings it on
 * @param when when it is scripted
 * @param fault scripts it
 */
record FaultScenario(
        String name, AccountState end, boolean endless, boolean needsMessages, When when, Consumer<Faults> fault) {

    /** When a fault is scripted. */
    enum When {
        BEFORE_THE_START,
        WHILE_LIVE
    }

    /** Whether what Twitch writes behind it cannot be read: a broken frame ends a connection (RFC 6455, 7.1.7). */
    boolean poisonsTheConnection() {
        return name.equals(oddFrame(OddFrame.RESERVED_BITS));
    }

    /** Whether there is a connection that hears the account's channels all the time. */
    boolean isHandOver() {
        return name.startsWith("hand-over");
    }

    private static String oddFrame(OddFrame frame) {
        return "odd frame " + frame.name().toLowerCase(Locale.ROOT);
    }

    /** All of them. */
    static List<FaultScenario> all() {
        List<FaultScenario> all = new ArrayList<>();
        for (int code = 4000; code <= 4007; code++) {
            int closing = code;
            all.add(live("closed with " + code, faults -> faults.closeSockets(closing)));
        }
        all.add(live("connection reset", Faults::dropSockets));
        all.add(endless("silent, answers pings", Faults::stall));
        all.add(endless("silent altogether", Faults::freeze));
        all.add(live("connections refused for 5 s", faults -> {
            faults.refuseConnections(Duration.ofSeconds(5));
            faults.dropSockets();
        }));
        for (int status : new int[] {0, 401, 403, 429, 503}) {
            all.add(live("upgrades answered with " + status, faults -> {
                faults.refuseUpgrades(status, 2);
                faults.dropSockets();
            }));
        }
        for (OddFrame frame : OddFrame.values()) {
            all.add(live(oddFrame(frame), faults -> faults.sendOdd(frame)));
        }
        all.add(live("every message twice", faults -> faults.duplicateNotifications(2)));
        all.add(live("unknown fields", faults -> faults.unknownFields(2)));
        all.add(live("revoked: user_removed", faults -> faults.revoke("user_removed")));
        all.add(live("revoked: version_removed", faults -> faults.revoke("version_removed")));
        all.add(live("revoked: authorization_revoked", faults -> faults.revoke("authorization_revoked")));
        all.add(live("hand-over", Faults::requestReconnect));
        all.add(live(
                "hand-over, late welcome", faults -> faults.requestReconnectWithLateWelcome(Duration.ofSeconds(3))));
        all.add(endless("hand-over, late on the old connection", faults -> {
            faults.requestReconnect();
            faults.lateNotifications(4);
        }));
        all.add(live("hand-over, fails first", faults -> faults.requestReconnectFailingFirst(1)));
        all.add(live("hand-over, invalid", Faults::requestReconnectToInvalid));
        all.add(live("hand-over to a session without subscriptions", Faults::requestReconnectToANewSession));
        all.add(live("hand-over to nowhere", faults -> faults.requestReconnectTo("ws://127.0.0.1:1/ws")));
        for (int status : new int[] {400, 401, 403, 404, 409, 429, 500, 503}) {
            all.add(live("subscribing answered with " + status, faults -> {
                faults.fail(Endpoint.SUBSCRIPTIONS, status, 1);
                faults.dropSockets();
            }));
        }
        all.add(live("subscribing reset twice", faults -> {
            faults.drop(Endpoint.SUBSCRIPTIONS, 2);
            faults.dropSockets();
        }));
        all.add(live("subscribing answered after 12 s", faults -> {
            faults.delay(Endpoint.SUBSCRIPTIONS, Duration.ofSeconds(12), 1);
            faults.dropSockets();
        }));
        all.add(live("connections refused for 20 s", faults -> {
            faults.refuseConnections(Duration.ofSeconds(20));
            faults.dropSockets();
        }));
        for (int status : new int[] {401, 404, 409, 429, 500, 502, 503}) {
            all.add(live("colour answered with " + status, faults -> faults.fail(Endpoint.COLOR, status, 1)));
        }
        all.add(live("colour failing four times", faults -> faults.fail(Endpoint.COLOR, 503, 4)));
        all.add(live("colour reset", faults -> faults.drop(Endpoint.COLOR, 1)));
        all.add(live("colour after 5 s", faults -> faults.delay(Endpoint.COLOR, Duration.ofSeconds(5), 1)));
        all.add(live("colour after 10 s", faults -> faults.delay(Endpoint.COLOR, Duration.ofSeconds(10), 1)));
        all.add(live("colour never answered", faults -> faults.neverAnswer(Endpoint.COLOR, 1)));
        all.add(live("refresh reset", faults -> {
            faults.drop(Endpoint.TOKEN, 1);
            faults.fail(Endpoint.COLOR, 401, 1);
        }));
        all.add(live("refresh after 5 s", faults -> {
            faults.delay(Endpoint.TOKEN, Duration.ofSeconds(5), 1);
            faults.fail(Endpoint.COLOR, 401, 1);
        }));
        all.add(live("refresh after 25 s", faults -> {
            faults.delay(Endpoint.TOKEN, Duration.ofSeconds(25), 1);
            faults.fail(Endpoint.COLOR, 401, 1);
        }));
        all.add(ends("refresh refused", AccountState.PARKED, faults -> {
            faults.refuseRefresh();
            faults.fail(Endpoint.COLOR, 401, 1_000);
        }));
        all.add(live("refresh failing once", faults -> {
            faults.fail(Endpoint.TOKEN, 503, 1);
            faults.fail(Endpoint.COLOR, 401, 1);
        }));
        all.add(ends(
                "colour answered with 401 for ever",
                AccountState.PARKED,
                faults -> faults.fail(Endpoint.COLOR, 401, 1_000)));
        for (Endpoint endpoint : new Endpoint[] {Endpoint.VALIDATE, Endpoint.USERS, Endpoint.SUBSCRIPTIONS}) {
            String what = "at the start " + endpoint.name().toLowerCase(Locale.ROOT);
            for (int status : new int[] {401, 429, 500, 503}) {
                all.add(atTheStart(what + " answered with " + status, faults -> faults.fail(endpoint, status, 1)));
            }
            all.add(atTheStart(what + " reset", faults -> faults.drop(endpoint, 1)));
            all.add(atTheStart(what + " after 5 s", faults -> faults.delay(endpoint, Duration.ofSeconds(5), 1)));
            all.add(atTheStart(what + " never answered", faults -> faults.neverAnswer(endpoint, 1)));
        }
        all.add(atTheStart("at the start the upgrade answered with 503", faults -> faults.refuseUpgrades(503, 2)));
        all.add(new FaultScenario(
                "at the start the token and its refresh refused",
                AccountState.NEEDS_LOGIN,
                true,
                false,
                When.BEFORE_THE_START,
                faults -> {
                    faults.fail(Endpoint.VALIDATE, 401, 1_000);
                    faults.refuseRefresh();
                }));
        return all;
    }

    /** Of each kind one that is over within seconds: the others take long, or differ in a number. */
    static List<FaultScenario> oneOfEachKind() {
        Set<String> names = Set.of(
                "closed with 4000",
                "connection reset",
                "upgrades answered with 503",
                oddFrame(OddFrame.INVALID_JSON),
                oddFrame(OddFrame.RESERVED_BITS),
                "every message twice",
                "unknown fields",
                "revoked: user_removed",
                "hand-over",
                "hand-over, late on the old connection",
                "subscribing answered with 503",
                "colour answered with 429",
                "refresh failing once",
                "refresh refused",
                "at the start validate answered with 503",
                "at the start the token and its refresh refused");
        List<FaultScenario> chosen =
                all().stream().filter(one -> names.contains(one.name)).toList();
        if (chosen.size() != names.size()) {
            throw new IllegalStateException("Not all there: " + names);
        }
        return chosen;
    }

    private static FaultScenario live(String name, Consumer<Faults> fault) {
        boolean needsMessages = name.matches(".*(colour|refresh|message|unknown fields).*");
        return new FaultScenario(name, AccountState.LIVE, false, needsMessages, When.WHILE_LIVE, fault);
    }

    private static FaultScenario endless(String name, Consumer<Faults> fault) {
        return new FaultScenario(name, AccountState.LIVE, true, false, When.WHILE_LIVE, fault);
    }

    private static FaultScenario ends(String name, AccountState end, Consumer<Faults> fault) {
        return new FaultScenario(name, end, true, true, When.WHILE_LIVE, fault);
    }

    private static FaultScenario atTheStart(String name, Consumer<Faults> fault) {
        return new FaultScenario(name, AccountState.LIVE, false, false, When.BEFORE_THE_START, fault);
    }
}
