package dev.chameleonbot.engine.resilience;

/** Why something of Twitch's is not to be had: what an operator can do about it, and whether all accounts share it. */
public enum Cause {
    /** The name of Twitch's servers is not found. */
    NAME(
            Scope.ENDPOINT,
            "Twitch's servers are not found by name",
            "Check the network and the DNS of this machine; accounts come back by themselves."),
    /** No connection, or one that broke or fell silent. */
    NETWORK(
            Scope.ENDPOINT,
            "There is no connection to Twitch",
            "Check the network, the firewall and the proxy of this machine; accounts come back by themselves."),
    /** Somebody answers who cannot prove to be Twitch. */
    TLS(
            Scope.ENDPOINT,
            "The server that answers for Twitch has no valid certificate",
            "Check the clock and the certificates of this machine, and whether a proxy or firewall answers in Twitch's"
                    + " place."),
    /** Twitch's servers say, or show, that they are at fault. */
    SERVER(Scope.ENDPOINT, "Twitch does not answer correctly", "Wait; https://status.twitch.tv may say more."),
    /** More connections than Twitch allows an account of one application. */
    TRANSPORTS(
            Scope.HOST,
            "Twitch allows no more connections",
            "Another program uses the account with the same client id: end it, or give one of the two an application of"
                    + " its own. Twitch allows three connections for each."),
    /** More requests, or dearer ones, than Twitch allows. */
    LIMITED(
            Scope.HOST,
            "Too many requests to Twitch",
            "Look for another program that uses the account with the same client id, or let the account listen to fewer"
                    + " channels."),
    /** Twitch understood and said no. */
    REFUSED(
            Scope.OWN,
            "Twitch refuses it",
            "See what Twitch says: the account may be banned there, or the name may be wrong. Chameleon retries by"
                    + " itself."),
    /** Twitch has ended the connection. */
    CLOSED(Scope.HOST, "Connections were closed by Twitch", "Wait; https://status.twitch.tv may say more."),
    /** Twitch has ended the connection as nothing was subscribed to on it: something else has gone wrong before. */
    UNUSED(Scope.HOST, "Connections were closed by Twitch unused", CLOSED.advice),
    /** It was not even tried, as what was tried before has failed. */
    HELD_BACK(Scope.HOST, "Requests are held back as others have failed", SERVER.advice);

    private enum Scope {
        ENDPOINT,
        HOST,
        OWN
    }

    private final Scope scope;
    private final String sentence;
    private final String advice;

    Cause(Scope scope, String sentence, String advice) {
        this.scope = scope;
        this.sentence = sentence;
        this.advice = advice;
    }

    /** Whether it says something of the endpoint, and so to every account that wants to use it. */
    public boolean isOutage() {
        return scope == Scope.ENDPOINT;
    }

    /** Whether it says as much where it came before a connection's welcome. */
    public boolean isOutageBeforeWelcome() {
        return isOutage() || this == CLOSED;
    }

    /** Whether it is each account's own affair, and another one for each thing that is refused. */
    public boolean isOwn() {
        return scope == Scope.OWN;
    }

    /** Whether something else has gone wrong before, that tells more. */
    public boolean isConsequence() {
        return this == CLOSED || this == UNUSED || this == HELD_BACK;
    }

    /** What is the matter, in words that can begin a sentence. */
    public String sentence() {
        return sentence;
    }

    /** What an operator can do where it lasts. */
    public String advice() {
        return advice;
    }
}
