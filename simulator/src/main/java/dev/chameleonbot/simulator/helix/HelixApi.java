package dev.chameleonbot.simulator.helix;

import dev.chameleonbot.simulator.account.AccessToken;
import dev.chameleonbot.simulator.account.Accounts;
import dev.chameleonbot.simulator.account.Follows;
import dev.chameleonbot.simulator.account.Tokens;
import dev.chameleonbot.simulator.chat.Chat;
import dev.chameleonbot.simulator.eventsub.EventSubServer;
import dev.chameleonbot.simulator.eventsub.Subscriptions;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.http.Answer;
import dev.chameleonbot.simulator.http.HttpRequest;
import dev.chameleonbot.simulator.http.HttpResponse;
import dev.chameleonbot.simulator.http.Json;
import dev.chameleonbot.simulator.script.EndpointFaults;
import dev.chameleonbot.simulator.served.EventJournal;
import dev.chameleonbot.simulator.served.ServedTracker;
import dev.chameleonbot.simulator.stream.Streams;
import java.util.Optional;

/** Everything under {@code /helix}: who asks, whether he may ask now, then the endpoint. */
public final class HelixApi {
    private static final String BEARER = "Bearer ";

    private final Tokens tokens;
    private final RateLimiter limiter;
    private final EndpointFaults faults;
    private final EventJournal journal;
    private final UsersEndpoint users;
    private final SubscriptionsEndpoint subscriptions;
    private final ColorEndpoint color;
    private final MessagesEndpoint messages;
    private final StreamsEndpoint streams;
    private final FollowedEndpoint followed;

    /** What happens at one path. */
    interface Work {
        HttpResponse answer(HelixCall call);
    }

    /** Helix over those parts of Twitch. */
    public HelixApi(
            int rateLimitPerMinute,
            Tokens tokens,
            Accounts accounts,
            EventSubServer eventSub,
            Subscriptions subscriptions,
            Chat chat,
            Streams streams,
            Follows follows,
            EndpointFaults faults,
            EventJournal journal,
            ServedTracker served) {
        this.tokens = tokens;
        this.limiter = new RateLimiter(rateLimitPerMinute);
        this.faults = faults;
        this.journal = journal;
        this.users = new UsersEndpoint(accounts);
        this.subscriptions = new SubscriptionsEndpoint(eventSub, subscriptions);
        this.color = new ColorEndpoint(accounts, journal, served);
        this.messages = new MessagesEndpoint(accounts, chat);
        this.streams = new StreamsEndpoint(accounts, streams);
        this.followed = new FollowedEndpoint(follows);
    }

    /** Changes the limit for everybody; all buckets are full again. */
    public void rateLimitPerMinute(int points) {
        limiter.perMinute(points);
    }

    /** The limit. */
    public int rateLimitPerMinute() {
        return limiter.perMinute();
    }

    /**
     * Answers a request below {@code /helix}.
     *
     * @throws InterruptedException if the simulator closes meanwhile
     */
    public Answer answer(HttpRequest request) throws InterruptedException {
        return switch (request.path()) {
            case "/helix/chat/color" -> call(Endpoint.COLOR, request, color::answer);
            case "/helix/users" -> call(Endpoint.USERS, request, users::answer);
            case "/helix/eventsub/subscriptions" -> call(Endpoint.SUBSCRIPTIONS, request, subscriptions::answer);
            case "/helix/chat/messages" -> call(Endpoint.MESSAGES, request, messages::answer);
            case "/helix/channels/followed" -> call(Endpoint.FOLLOWED, request, followed::answer);
            case "/helix/streams" -> call(Endpoint.STREAMS, request, streams::answer);
            default -> Json.helixError(404, "not found").with(limiter.headersForNobody());
        };
    }

    private Answer call(Endpoint endpoint, HttpRequest request, Work work) throws InterruptedException {
        Optional<AccessToken> known = token(request);
        String login = known.map(token -> token.account().login()).orElse("");
        Answer answer = known.isPresent()
                ? limited(endpoint, new HelixCall(request, known.get()), work)
                : unauthorised(request);
        if (answer instanceof HttpResponse response) {
            journal.request(endpoint, login, request.method() + " " + request.path(), response.status());
        }
        return answer;
    }

    private Answer limited(Endpoint endpoint, HelixCall call, Work work) throws InterruptedException {
        AccessToken token = call.token();
        RateLimiter.Verdict verdict = limiter.take(
                new RateLimiter.Key(token.clientId(), token.account().id()));
        if (!verdict.allowed()) {
            return Json.helixError(429, "Too Many Requests").with(verdict.headers());
        }
        return faults.around(
                endpoint,
                token.account().login(),
                () -> work.answer(call).with(verdict.headers()),
                (status, message) -> Json.helixError(status, message)
                        .with(status == 429 ? limiter.headersWhenLimited() : verdict.headers()));
    }

    private Optional<AccessToken> token(HttpRequest request) {
        return bearer(request)
                .flatMap(tokens::access)
                .filter(token -> token.clientId().equals(request.header("client-id")));
    }

    private static Optional<String> bearer(HttpRequest request) {
        String header = request.header("authorization");
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private HttpResponse unauthorised(HttpRequest request) {
        String message;
        if (bearer(request).isEmpty()) {
            message = "OAuth token is missing";
        } else if (bearer(request).flatMap(tokens::access).isEmpty()) {
            message = "Invalid OAuth token";
        } else if (request.header("client-id").isEmpty()) {
            message = "Client ID is missing";
        } else {
            message = "Client ID and OAuth token do not match";
        }
        return Json.helixError(401, message).with(limiter.headersForNobody());
    }

    static HttpResponse methodNotAllowed() {
        return Json.helixError(405, "method not allowed");
    }
}
