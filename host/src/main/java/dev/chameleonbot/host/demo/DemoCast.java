package dev.chameleonbot.host.demo;

import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.UserOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who takes part: accounts of the operator, each with channels to chat in, and strangers.
 *
 * <p>Each account has its own channel and those of the accounts after it, in a ring, so that everyone hears others; if
 * there are more channels than accounts, there are streamers as well.
 */
final class DemoCast {
    /** An account with its channels. */
    record Member(SimulatedUser user, List<String> channels) {}

    private static final List<String> NAMES =
            List.of("panther", "veiled", "jackson", "oustalet", "parson", "carpet", "meller", "flapneck");
    private static final List<String> STRANGERS = List.of("some_viewer", "lurker_42", "first_timer", "regular", "fan");

    private final List<Member> members;

    private DemoCast(List<Member> members) {
        this.members = members;
    }

    /** Registers everyone; every third account has no Prime, so that it gets presets. */
    static DemoCast register(Simulator simulator, int accounts, int channels) {
        List<SimulatedUser> users = IntStream.range(0, accounts)
                .mapToObj(i ->
                        simulator.addUser(accountName(i), UserOptions.usual().withPrime(i % 3 != 2)))
                .toList();
        List<String> rooms = new ArrayList<>();
        users.forEach(user -> rooms.add(user.login()));
        IntStream.range(accounts, channels)
                .forEach(i -> rooms.add(
                        simulator.addUser("streamer_" + (i - accounts + 1)).login()));
        STRANGERS.forEach(simulator::addUser);
        List<Member> members = IntStream.range(0, accounts)
                .mapToObj(i -> new Member(
                        users.get(i),
                        IntStream.range(0, channels)
                                .mapToObj(c -> rooms.get((i + c) % rooms.size()))
                                .toList()))
                .toList();
        return new DemoCast(members);
    }

    private static String accountName(int index) {
        int round = index / NAMES.size();
        String name = NAMES.get(index % NAMES.size());
        return round == 0 ? name : name + "_" + (round + 1);
    }

    List<Member> members() {
        return members;
    }

    Member member(long turn) {
        return members.get((int) (turn % members.size()));
    }

    static String stranger(long turn) {
        return STRANGERS.get((int) (turn % STRANGERS.size()));
    }
}
