package dev.chameleonbot.simulator;

import dev.chameleonbot.simulator.account.Account;
import dev.chameleonbot.simulator.account.Accounts;
import dev.chameleonbot.simulator.account.Follows;
import dev.chameleonbot.simulator.account.Grant;
import dev.chameleonbot.simulator.account.Tokens;
import dev.chameleonbot.simulator.chat.Chat;
import dev.chameleonbot.simulator.eventsub.ConnectionFaults;
import dev.chameleonbot.simulator.eventsub.Delivery;
import dev.chameleonbot.simulator.eventsub.EventSubServer;
import dev.chameleonbot.simulator.eventsub.Subscriptions;
import dev.chameleonbot.simulator.helix.HelixApi;
import dev.chameleonbot.simulator.http.Answer;
import dev.chameleonbot.simulator.http.HttpRequest;
import dev.chameleonbot.simulator.http.HttpServer;
import dev.chameleonbot.simulator.journal.Journal;
import dev.chameleonbot.simulator.oauth.DeviceCodes;
import dev.chameleonbot.simulator.oauth.OAuthApi;
import dev.chameleonbot.simulator.script.EndpointFaults;
import dev.chameleonbot.simulator.script.FaultSwitches;
import dev.chameleonbot.simulator.served.EventJournal;
import dev.chameleonbot.simulator.served.ServedTracker;
import dev.chameleonbot.simulator.stream.Streams;
import dev.chameleonbot.simulator.time.Alarms;
import dev.chameleonbot.simulator.time.Signal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A simulated Twitch on one port of 127.0.0.1. Thread-safe.
 *
 * <p>It runs from {@link SimulatorBuilder#start()} until {@link #close()}, on virtual threads only.
 */
public final class Simulator implements AutoCloseable {
    private final Signal signal = new Signal();
    private final Alarms alarms = new Alarms();
    private final ServedTracker served;
    private final Tokens tokens = new Tokens();
    private final DeviceCodes codes = new DeviceCodes();
    private final OAuthApi.Client client = new OAuthApi.Client(Tokens.random(30), Tokens.random(30));
    private final Accounts accounts = new Accounts(tokens, client.id());
    private final EventJournal journal;
    private final Subscriptions subscriptions;
    private final EventSubServer eventSub;
    private final Chat chat;
    private final Streams streams;
    private final Follows follows = new Follows();
    private final Faults faults;
    private final HelixApi helix;
    private final OAuthApi oauth;
    private final ControlApi control;
    private final HttpServer server;

    Simulator(SimulatorBuilder how) throws IOException {
        journal = new EventJournal(how.journalCapacity(), signal);
        Consumer<ServedMessage> whenServed = how.whenServed();
        served = new ServedTracker(
                signal,
                (userId, due, written, served) -> whenServed.accept(new ServedMessage(userId, due, written, served)));
        FaultSwitches board = new FaultSwitches(signal, alarms, journal);
        ConnectionFaults connectionFaults = new ConnectionFaults(board);
        EndpointFaults endpointFaults = new EndpointFaults(board);
        subscriptions = new Subscriptions(accounts, journal);
        EventSubServer.Timing timing = new EventSubServer.Timing(
                how.keepalive(), how.subscribeWithin(), how.reconnectWithin(), how.pingEvery());
        eventSub = new EventSubServer(timing, subscriptions, connectionFaults, journal, alarms, this::eventSubUrl);
        Delivery delivery = new Delivery(connectionFaults);
        chat = new Chat(subscriptions, delivery, journal, served);
        streams = new Streams(subscriptions, delivery);
        helix = new HelixApi(
                how.rateLimitPerMinute(),
                tokens,
                accounts,
                eventSub,
                subscriptions,
                chat,
                streams,
                follows,
                endpointFaults,
                journal,
                served);
        oauth = new OAuthApi(tokens, codes, endpointFaults, journal, client, how.devicePollInterval());
        faults = new Faults(board, connectionFaults, endpointFaults, eventSub, "");
        control = new ControlApi(this);
        server = HttpServer.start(how.port(), this::answer, connectionFaults::refusesConnection);
    }

    /** Starts building a simulator. */
    public static SimulatorBuilder builder() {
        return new SimulatorBuilder();
    }

    private Answer answer(HttpRequest request) throws InterruptedException {
        String path = request.path();
        if (path.startsWith("/helix/")) {
            return helix.answer(request);
        }
        if (path.equals("/ws")) {
            return eventSub.answer(request);
        }
        return path.startsWith("/oauth2/") ? oauth.answer(request) : control.answer(request);
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Where EventSub's WebSockets connect to: {@code ws://127.0.0.1:P/ws}. */
    public URI eventSubUrl() {
        return URI.create("ws://127.0.0.1:" + port() + "/ws");
    }

    /** The base of Helix: {@code http://127.0.0.1:P/helix}. */
    public URI helixUrl() {
        return URI.create("http://127.0.0.1:" + port() + "/helix");
    }

    /** The base of the OAuth endpoints: {@code http://127.0.0.1:P/oauth2}. */
    public URI authUrl() {
        return URI.create("http://127.0.0.1:" + port() + "/oauth2");
    }

    /**
     * Adds an account with default options; it is also a channel.
     *
     * @param login its name in any case; shown as it is written here
     * @return the account; if there was one of that login already, that one, unchanged
     */
    public SimulatedUser addUser(String login) {
        return addUser(login, UserOptions.usual());
    }

    /**
     * Adds an account, which is also a channel.
     *
     * @param login its name in any case; shown as it is written here
     * @param options its options
     * @return the account; if there was one of that login already, that one, unchanged
     */
    public SimulatedUser addUser(String login, UserOptions options) {
        return show(accounts.add(login, options.prime(), options.expiresIn(), options.scopes()));
    }

    /**
     * Renames an account: it keeps its id, its tokens and its channel.
     *
     * @param login its name so far
     * @param name its name from now on, in any case; shown as it is written here
     * @return the account
     */
    public SimulatedUser rename(String login, String name) {
        Account account = account(login);
        accounts.rename(account, name);
        return show(account);
    }

    /** The account of that login as it is now. */
    public Optional<SimulatedUser> user(String login) {
        return accounts.byLogin(login).map(this::show);
    }

    /** All accounts as they are now, in the order in which they were added. */
    public List<SimulatedUser> users() {
        return accounts.all().stream().map(this::show).toList();
    }

    /** The colour of an account as {@code #RRGGBB}, or an empty text if it never chose one. */
    public String color(String login) {
        return account(login).color();
    }

    /**
     * Says something in a channel.
     *
     * @param login who says it; added if there is no such account
     * @param channelLogin the channel, which must exist
     * @param text what is said
     */
    public ChatLine say(String login, String channelLogin, String text) {
        return say(login, channelLogin, text, true, List.of());
    }

    /**
     * Says something that was due at a given time, perhaps in the past. Its latency counts from that time, so a sender
     * that falls behind its schedule hides nothing.
     *
     * @param dueNanos when it was due, on the clock of {@link System#nanoTime()}
     * @param login who says it; must exist
     * @param channelLogin the channel, which must exist
     * @param text what is said
     */
    public ChatLine sayDueAt(long dueNanos, String login, String channelLogin, String text) {
        return show(chat.sayDueAt(dueNanos, account(login), account(channelLogin), text));
    }

    /** Says something that expects no colour change, such as a command that turns changes off. */
    public ChatLine sayUncounted(String login, String channelLogin, String text) {
        return say(login, channelLogin, text, false, List.of());
    }

    /**
     * Says something that expects no colour change, with badges.
     *
     * @param login who says it; added if there is no such account
     * @param channelLogin the channel, which must exist
     * @param text what is said
     * @param badges the names of the writer's badges there, such as {@code moderator}
     */
    public ChatLine sayUncounted(String login, String channelLogin, String text, Set<String> badges) {
        return show(chat.sayUncounted(chatter(login), account(channelLogin), text, badges));
    }

    /**
     * Says something in a shared chat: the message appears in its channel, and a copy with its own id and
     * {@code source_message_id} in each of the others. All of them together expect one colour change.
     */
    public ChatLine sayShared(String login, String channelLogin, String text, String... otherChannelLogins) {
        List<Account> others =
                Arrays.stream(otherChannelLogins).map(this::account).toList();
        return say(login, channelLogin, text, true, others);
    }

    private ChatLine say(String login, String channelLogin, String text, boolean counted, List<Account> others) {
        return show(chat.say(chatter(login), account(channelLogin), text, others, counted));
    }

    private Account chatter(String login) {
        UserOptions usual = UserOptions.usual();
        return accounts.byLogin(login)
                .orElseGet(() -> accounts.add(login, usual.prime(), usual.expiresIn(), usual.scopes()));
    }

    /** The latest 50 lines of chat, oldest first. */
    public List<ChatLine> chatLines() {
        return chat.latest().stream().map(Simulator::show).toList();
    }

    /**
     * Begins the stream of a channel, and notifies subscribers.
     *
     * @param channelLogin the channel, which must exist
     * @return whether it has begun; false if one is live already
     */
    public boolean beginStream(String channelLogin) {
        return streams.begin(account(channelLogin));
    }

    /**
     * Ends the stream of a channel, and notifies subscribers.
     *
     * @param channelLogin the channel, which must exist
     * @return whether it has ended; false if none is live
     */
    public boolean endStream(String channelLogin) {
        return streams.end(account(channelLogin));
    }

    /** Whether a channel's stream is live. */
    public boolean isLive(String channelLogin) {
        return streams.of(account(channelLogin)).isPresent();
    }

    /**
     * Lets an account follow a channel; Twitch sends no event for that.
     *
     * @param login the account, which must exist
     * @param channelLogin the channel, which must exist
     * @return whether it is new; false if the account already follows the channel
     */
    public boolean follow(String login, String channelLogin) {
        return follows.add(account(login), account(channelLogin));
    }

    /**
     * Lets an account unfollow a channel.
     *
     * @param login the account, which must exist
     * @param channelLogin the channel, which must exist
     * @return whether it has followed it
     */
    public boolean unfollow(String login, String channelLogin) {
        return follows.remove(account(login), account(channelLogin));
    }

    /** The logins of the channels that an account follows, newest first. */
    public List<String> followed(String login) {
        return follows.of(account(login)).stream()
                .map(follow -> follow.channel().login())
                .toList();
    }

    /** The number of open, welcomed WebSockets. */
    public int connectedSessions() {
        return eventSub.sessionCount();
    }

    /** How many of them belong to that account, which is known from their first subscription on. */
    public int connectedSessions(String login) {
        return eventSub.sessions(account(login).login()).size();
    }

    /** How many subscriptions are enabled. */
    public int enabledSubscriptions() {
        return subscriptions.enabledCount();
    }

    /** How many subscriptions of that account are enabled. */
    public int enabledSubscriptions(String login) {
        return (int) subscriptions.enabledCount(account(login).login());
    }

    /** How many subscriptions of that account to that type, such as {@code stream.online}, are enabled. */
    public int enabledSubscriptions(String login, String type) {
        return (int) subscriptions.enabledCount(account(login).login(), type);
    }

    /** Invalidates the account's access tokens; its refresh token stays valid. */
    public void expireAccessToken(String login) {
        tokens.expireAccess(account(login));
    }

    /** Invalidates the account's refresh tokens. */
    public void revokeRefreshToken(String login) {
        tokens.revokeRefresh(account(login));
    }

    /** Removes a scope from all tokens of the account. */
    public void removeScope(String login, String scope) {
        tokens.removeScope(account(login), scope);
    }

    /**
     * Bans an account from a channel: it can no longer subscribe there. Existing subscriptions stay; see
     * {@link Faults}.
     */
    public void ban(String login, String channelLogin) {
        accounts.ban(account(login), account(channelLogin));
    }

    /** Lifts a ban. */
    public void unban(String login, String channelLogin) {
        accounts.unban(account(login), account(channelLogin));
    }

    /** The user codes of the device flow that nobody has decided on. */
    public List<String> waitingUserCodes() {
        return codes.waiting();
    }

    /**
     * Agrees to a device code as that account.
     *
     * @return whether the code was waiting
     */
    public boolean approve(String userCode, String login) {
        return codes.approve(userCode, account(login));
    }

    /**
     * Refuses a device code.
     *
     * @return whether the code was waiting
     */
    public boolean deny(String userCode) {
        return codes.deny(userCode);
    }

    /**
     * Lets a device code expire at once.
     *
     * @return whether there was such a code
     */
    public boolean expireDeviceCode(String userCode) {
        return codes.expire(userCode);
    }

    /** Changes the limit of calls to Helix for all accounts. */
    public void rateLimitPerMinute(int calls) {
        helix.rateLimitPerMinute(calls);
    }

    /** The journal of events. */
    public Journal journal() {
        return journal;
    }

    /** Own messages compared with colour changes, up to now. */
    public ServedReport served() {
        return ServedReport.of(served);
    }

    /** The number of successful colour changes of an account so far. */
    public long colorChanges(SimulatedUser user) {
        return served.of(user.id()).changes();
    }

    /** Faults to inject. */
    public Faults faults() {
        return faults;
    }

    /**
     * Waits for a condition on this simulator; it is checked after each journal entry and each end of a fault.
     *
     * @return whether it was met in time
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        return signal.await(condition, atMost);
    }

    /** The configuration of a bot for all accounts, with their tokens: each listens in its own channel and the first one's. */
    public String configuration() {
        return ConfigFile.text(this);
    }

    /** Closes every socket and ends every thread. Idempotent. */
    @Override
    public void close() throws IOException {
        alarms.close();
        server.close();
    }

    private Account account(String login) {
        return accounts.byLogin(login)
                .orElseThrow(() -> new IllegalArgumentException("There is no account " + login + " in the simulator"));
    }

    private SimulatedUser show(Account account) {
        Grant grant = account.grant();
        return new SimulatedUser(
                account.id(),
                account.login(),
                account.displayName(),
                grant.accessToken(),
                grant.refreshToken(),
                grant.clientId(),
                client.secret(),
                account.prime());
    }

    private static ChatLine show(Chat.Line line) {
        return new ChatLine(
                line.messageId(),
                line.chatter().login(),
                line.channel().login(),
                line.text(),
                line.receivers(),
                line.ownReceivers());
    }
}
