package dev.chameleonbot.engine.resilience;

/**
 * What all accounts know of the endpoints of Twitch that they cannot start or come back without. Each is known for itself:
 * one may be away while the others answer.
 *
 * @param tokens proves and renews tokens
 * @param users knows channels
 * @param follows knows who follows which
 * @param sockets EventSub's WebSockets
 * @param subscriptions takes subscriptions
 */
public record TwitchHealth(
        EndpointHealth tokens,
        EndpointHealth users,
        EndpointHealth follows,
        EndpointHealth sockets,
        EndpointHealth subscriptions) {
    /** Nothing bad is known. */
    public static TwitchHealth unknown(Timers timers) {
        return new TwitchHealth(
                new EndpointHealth(timers),
                new EndpointHealth(timers),
                new EndpointHealth(timers),
                new EndpointHealth(timers),
                new EndpointHealth(timers));
    }
}
