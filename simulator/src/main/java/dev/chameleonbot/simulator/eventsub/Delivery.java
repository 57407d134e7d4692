package dev.chameleonbot.simulator.eventsub;

/** Sends events to the subscriptions that want them. Thread-safe. */
public final class Delivery {
    private static final int TWICE = 2;

    private final ConnectionFaults faults;

    /** A delivery that those faults strike. */
    public Delivery(ConnectionFaults faults) {
        this.faults = faults;
    }

    /**
     * Sends one event.
     *
     * @param subscription who receives it
     * @param event the event in JSON
     * @param beforeWrite run on the writing thread right before each frame with it
     */
    public void send(Subscription subscription, byte[] event, Runnable beforeWrite) {
        String login = subscription.account().login();
        byte[] frame = Frames.notification(subscription, event, faults.addsUnknownFields(login));
        Session session = subscription.session();
        int left = faults.duplicates(login) ? TWICE : 1;
        if (session.hasMoved() && faults.comesLate(login)) {
            session.sendLate(frame, beforeWrite);
            left--;
        }
        for (; left > 0; left--) {
            session.send(frame, beforeWrite);
        }
    }
}
