package dev.chameleonbot.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.ServedMessage;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The simulated Twitch of one run, with its accounts: each in its own channel, and strangers who write there. Without
 * limits on calls, and without a journal.
 */
final class TwitchSide implements AutoCloseable {
    /** The configuration that Chameleon is started with. */
    static final String CONFIG = "config.json";
    /** The same for the others: addresses in the first line, then an account in each, separated by tabs. */
    static final String ACCOUNTS = "accounts.tsv";

    private static final int NO_LIMIT = 100_000_000;
    private static final int STRANGERS = 20;
    private static final String TEXT = "that was close, wasn't it? Kappa";

    private final Simulator simulator;
    private final TwitchFront front;
    private final List<SimulatedUser> users;
    private final List<String> strangers;
    private final Map<String, Integer> numbers = new HashMap<>();
    private volatile Consumer<ServedMessage> listener = message -> {};

    private TwitchSide(int accounts, Transport transport, Path javaHome, Path folder)
            throws IOException, InterruptedException {
        simulator = Simulator.builder()
                .rateLimitPerMinute(NO_LIMIT)
                .journalCapacity(0)
                .whenServed(message -> listener.accept(message))
                .start();
        front = TwitchFront.open(transport, simulator, javaHome, folder);
        users = IntStream.range(0, accounts)
                .mapToObj(number -> simulator.addUser("bot" + number))
                .toList();
        strangers = IntStream.range(0, STRANGERS)
                .mapToObj(number -> simulator.addUser("stranger" + number).login())
                .toList();
        for (int number = 0; number < accounts; number++) {
            numbers.put(users.get(number).id(), number);
        }
    }

    /** Starts it; {@code folder} is for what it needs on disk. */
    static TwitchSide start(int accounts, Transport transport, Path javaHome, Path folder)
            throws IOException, InterruptedException {
        return new TwitchSide(accounts, transport, javaHome, folder);
    }

    /** What a subject's JVM needs to trust it. */
    List<String> jvmOptions() {
        return front.jvmOptions();
    }

    /** Writes what subjects are started with, readable for its owner only. */
    void writeFiles(Path folder) throws IOException {
        SimulatedUser first = users.getFirst();
        StringBuilder lines = new StringBuilder(String.join(
                        "\t",
                        front.addresses().eventSub().toString(),
                        front.addresses().helix().toString(),
                        front.addresses().auth().toString(),
                        first.clientId(),
                        first.clientSecret()))
                .append('\n');
        users.forEach(user -> lines.append(
                        String.join("\t", user.id(), user.login(), user.accessToken(), user.refreshToken()))
                .append('\n'));
        write(folder.resolve(ACCOUNTS), lines.toString());
        write(folder.resolve(CONFIG), config());
    }

    private String config() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode config = mapper.createObjectNode();
        ArrayNode entries = config.putArray("users");
        for (SimulatedUser user : users) {
            ObjectNode entry = entries.addObject()
                    .put("username", user.login())
                    .put("client_id", user.clientId())
                    .put("client_secret", user.clientSecret())
                    .put("is_prime_or_turbo", user.prime())
                    .put("enabled", true)
                    .put("access_token", user.accessToken())
                    .put("refresh_token", user.refreshToken());
            entry.putArray("channels").add(user.login());
        }
        config.putObject("twitch")
                .put("eventsub_url", front.addresses().eventSub().toString())
                .put("helix_url", front.addresses().helix().toString())
                .put("auth_url", front.addresses().auth().toString());
        return mapper.writeValueAsString(config);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    int accounts() {
        return users.size();
    }

    /** How many accounts listen to their channel. */
    int live() {
        return simulator.enabledSubscriptions();
    }

    /** How many requests to that endpoint have been answered. */
    long requests(Endpoint endpoint) {
        return simulator.journal().requests(endpoint);
    }

    boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        return simulator.await(condition, atMost);
    }

    /** Has somebody told of each message that is served. */
    void whenServed(Consumer<ServedMessage> hears) {
        listener = hears;
    }

    /** Which account it is, by its id. */
    int number(String userId) {
        return numbers.getOrDefault(userId, -1);
    }

    /** Has an account write in its channel what was due at that time. */
    void own(int account, long dueNanos) {
        String login = users.get(account).login();
        var unused = simulator.sayDueAt(dueNanos, login, login, TEXT);
    }

    /** Has a stranger write in an account's channel. */
    void other(int account, long number) {
        String stranger = strangers.get((int) (number % STRANGERS));
        var unused = simulator.say(stranger, users.get(account).login(), TEXT);
    }

    /** How many changes of colour each account has made until now. */
    long[] changes() {
        return users.stream().mapToLong(simulator::colorChanges).toArray();
    }

    /** Has each change of a colour take that long, until the fault is closed. */
    Fault delayChanges(Duration by) {
        return simulator.faults().delay(Endpoint.COLOR, by);
    }

    @Override
    public void close() throws IOException {
        front.close();
        simulator.close();
    }
}
