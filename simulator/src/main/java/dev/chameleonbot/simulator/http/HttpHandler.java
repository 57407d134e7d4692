package dev.chameleonbot.simulator.http;

/** Answers requests. Called on the virtual thread of the request's connection; may block. */
public interface HttpHandler {
    /**
     * Answers one request.
     *
     * @throws InterruptedException if the server is closing
     */
    Answer answer(HttpRequest request) throws InterruptedException;
}
