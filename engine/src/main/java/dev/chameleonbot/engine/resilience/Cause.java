package dev.chameleonbot.engine.resilience;

/** Why something of Twitch's is not to be had: what an operator can do about it, and whether all accounts share it. */
public enum Cause {
    /** The name of Twitch's servers is not found. */
    NAME(
            Reach.ENDPOINT,
            "Twitch's servers are not found by name",
            "Check the network and the DNS of this machine; accounts come back by themselves."),
    /** No connection, or one that broke or fell silent. */
    NETWORK(
            Reach.ENDPOINT,
            "There is no connection to Twitch",
            "Check the network, the firewall and the proxy of this machine; accounts come back by themselves."),
    /** Somebody answers who cannot prove to be Twitch. */
    TLS(
            Reach.ENDPOINT,
            "The server that answers for Twitch has no valid certificate",
            "Check the clock and the certificates of this machine, and whether a proxy or firewall answers in Twitch's"
                    + " place."),
    /** Twitch's servers say, or show, that they are at fault. */
    SERVER(Reach.ENDPOINT, "Twitch does not answer correctly", "Wait; https://status.twitch.tv may say more."),
    /** More connections than Twitch allows an account of one application. */
    TRANSPORTS(
            Reach.HOST,
            "Twitch allows no more connections",
            "Another program uses the account with the same client id: end it, or give one of the two an application of"
                    + " its own. Twitch allows three connections for each."),
    /** More requests, or dearer ones, than Twitch allows. */
    LIMITED(
            Reach.HOST,
            "Too many requests to Twitch",
            "Look for another program that uses the account with the same client id, or let the account listen to fewer"
                    + " channels."),
    /** Twitch understood and said no. */
    REFUSED(
            Reach.OWN,
            "Twitch refuses it",
            "See what Twitch says: the account may be banned there, or the name may be wrong. Chameleon retries by"
                    + " itself."),
    /** Twitch has ended the connection. */
    CLOSED(Reach.HOST, "Connections were closed by Twitch", "Wait; https://status.twitch.tv may say more."),
    /** Twitch has ended the connection as nothing was subscribed to on it: something else has gone wrong before. */
    UNUSED(Reach.HOST, "Connections were closed by Twitch unused", CLOSED.advice),
    /** It was not even tried, as what was tried before has failed. */
    HELD_BACK(Reach.HOST, "Requests are held back as others have failed", SERVER.advice);

    private enum Reach {
        ENDPOINT,
        HOST,
        OWN
    }

    private final Reach reach;
    private final String sentence;
    private final String advice;

    Cause(Reach reach, String sentence, String advice) {
        this.reach = reach;
        this.sentence = sentence;
        this.advice = advice;
    }

    /** Whether it says something of the endpoint, and so to every account that wants to use it. */
    public boolean isOutage() {
        return reach == Reach.ENDPOINT;
    }

    /** Whether it says as much where it came before a connection's welcome. */
    public boolean isOutageBeforeWelcome() {
        return isOutage() || this == CLOSED;
    }

    /** Whether it is each account's own affair, and another one for each thing that is refused. */
    public boolean isOwn() {
        return reach == Reach.OWN;
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
