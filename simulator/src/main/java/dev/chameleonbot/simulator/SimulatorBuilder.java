package dev.chameleonbot.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Configures and starts a simulator. Not thread-safe. */
public final class SimulatorBuilder {
    private int port;
    private int rateLimitPerMinute = 800;
    private Duration keepalive = Duration.ofSeconds(10);
    private Duration subscribeWithin = Duration.ofSeconds(10);
    private Duration reconnectWithin = Duration.ofSeconds(30);
    private Duration pingEvery = Duration.ZERO;
    private Duration devicePollInterval = Duration.ofSeconds(5);
    private int journalCapacity = 10_000;
    private Consumer<ServedMessage> whenServed = message -> {};

    SimulatorBuilder() {}

    /** The port on 127.0.0.1; 0, the default, takes a free one. */
    public SimulatorBuilder port(int value) {
        port = value;
        return this;
    }

    /** How many calls to Helix each account has a minute; 800 by default. */
    public SimulatorBuilder rateLimitPerMinute(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("The rate limit must be at least 1 a minute, not " + value);
        }
        rateLimitPerMinute = value;
        return this;
    }

    /**
     * How long the server is silent before it sends a keepalive, unless the client requests another period; 10 s by
     * default. The welcome states it in whole seconds, rounded up.
     */
    public SimulatorBuilder keepalive(Duration value) {
        keepalive = positive(value);
        return this;
    }

    /** How soon a client must subscribe before its socket is closed with 4003; 10 s by default. */
    public SimulatorBuilder subscribeWithin(Duration value) {
        subscribeWithin = positive(value);
        return this;
    }

    /** How soon a client must follow a reconnect before its old socket is closed with 4004; 30 s by default. */
    public SimulatorBuilder reconnectWithin(Duration value) {
        reconnectWithin = positive(value);
        return this;
    }

    /** How often each socket is pinged; without a pong until the next ping it is closed with 4002. Never by default. */
    public SimulatorBuilder pingEvery(Duration value) {
        pingEvery = positive(value);
        return this;
    }

    /** The {@code interval} of device codes; polls at twice that rate get {@code slow_down}. 5 s by default. */
    public SimulatorBuilder devicePollInterval(Duration value) {
        devicePollInterval = positive(value);
        return this;
    }

    /** How many entries the journal keeps; 10,000 by default, 0 for none. */
    public SimulatorBuilder journalCapacity(int value) {
        journalCapacity = value;
        return this;
    }

    /**
     * A listener for each served message; none by default. Called on the thread that answers the colour change, before
     * the answer, so it must be fast; it may send chat messages.
     */
    public SimulatorBuilder whenServed(Consumer<ServedMessage> listener) {
        whenServed = listener;
        return this;
    }

    /**
     * Starts a simulator.
     *
     * @throws IOException if the port is not available
     */
    public Simulator start() throws IOException {
        return new Simulator(this);
    }

    private static Duration positive(Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("A period must be positive, not " + value);
        }
        return value;
    }

    int port() {
        return port;
    }

    int rateLimitPerMinute() {
        return rateLimitPerMinute;
    }

    Duration keepalive() {
        return keepalive;
    }

    Duration subscribeWithin() {
        return subscribeWithin;
    }

    Duration reconnectWithin() {
        return reconnectWithin;
    }

    Duration pingEvery() {
        return pingEvery;
    }

    Duration devicePollInterval() {
        return devicePollInterval;
    }

    Consumer<ServedMessage> whenServed() {
        return whenServed;
    }

    int journalCapacity() {
        return journalCapacity;
    }
}
