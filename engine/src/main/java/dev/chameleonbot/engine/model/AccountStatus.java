package dev.chameleonbot.engine.model;

import dev.chameleonbot.engine.model.Trouble.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The status of an account at one moment: an immutable snapshot, never a mix of two moments.
 *
 * @param login the account's name
 * @param state its state
 * @param since when it entered that state
 * @param channelsWanted how many channels it should listen in
 * @param channelsHeard how many of them it is subscribed to
 * @param troubles its current troubles, the latest last
 * @param lastTrouble its last trouble, even if that is over
 * @param loginProgress the progress of its last login with a code
 * @param prompt how to log the account in, while it waits for that
 * @param faults how often an internal error has ended it since the start
 */
public record AccountStatus(
        String login,
        AccountState state,
        Instant since,
        int channelsWanted,
        int channelsHeard,
        List<Trouble> troubles,
        Optional<Trouble> lastTrouble,
        LoginProgress loginProgress,
        Optional<LoginPrompt> prompt,
        int faults) {
    /** Copies the list. */
    public AccountStatus {
        troubles = List.copyOf(troubles);
    }

    /**
     * The status of an account that nothing has happened to.
     *
     * @param login its name
     * @param state its state
     * @param since when it entered that state
     * @param channelsWanted how many channels it should listen in
     * @return its status
     */
    public static AccountStatus initial(String login, AccountState state, Instant since, int channelsWanted) {
        return new AccountStatus(
                login,
                state,
                since,
                channelsWanted,
                0,
                List.of(),
                Optional.empty(),
                LoginProgress.NONE,
                Optional.empty(),
                0);
    }

    /** The problem of the last trouble, in one sentence without secrets, even if it is over. */
    public Optional<String> lastError() {
        return lastTrouble.map(Trouble::problem);
    }

    /** What the operator can do now: the advice of the latest trouble that has one. */
    public Optional<String> advice() {
        return attention().flatMap(Trouble::advice);
    }

    /** The latest trouble that does not pass by itself. */
    public Optional<Trouble> attention() {
        return troubles.reversed().stream()
                .filter(trouble -> trouble.advice().isPresent())
                .findFirst();
    }

    /** Whether it needs attention: its state or one of its troubles does not pass by itself. */
    public boolean needsAttention() {
        return state.needsAttention() || attention().isPresent();
    }

    /**
     * The same account in another state.
     *
     * @param next the new state
     * @param at when it entered that state
     * @return its status; {@link #since} is kept if the state is the same, no channel is heard unless it is live, and
     *     troubles that the new state disproves are over
     * @throws IllegalStateException if the new state cannot follow this one
     */
    public AccountStatus withState(AccountState next, Instant at) {
        if (state != next && !state.successors().contains(next)) {
            throw new IllegalStateException(login + " cannot go from " + state + " to " + next);
        }
        return with(next, state == next ? since : at, next == AccountState.LIVE ? channelsHeard : 0, faults)
                .withoutTroubles(endedBy(next), at);
    }

    private AccountStatus with(AccountState next, Instant from, int heard, int count) {
        return new AccountStatus(
                login, next, from, channelsWanted, heard, troubles, lastTrouble, loginProgress, prompt, count);
    }

    /** The troubles that end when the account enters a state; those of a run end with it. */
    private static Set<Kind> endedBy(AccountState state) {
        return switch (state) {
            case STARTING, STOPPED ->
                Set.of(Kind.LOGIN, Kind.REFUSED, Kind.FAULT, Kind.CHANNEL, Kind.FOLLOWED, Kind.COLOR, Kind.CHAT);
            case CONNECTING -> Set.of(Kind.START);
            case LIVE, NEEDS_LOGIN, PARKED, FAILED -> Set.of(Kind.START, Kind.CONNECTION);
            case RECONNECTING -> Set.of();
        };
    }

    /**
     * The same account with other numbers of channels.
     *
     * @param wanted how many it should listen in
     * @param heard how many of them it is subscribed to
     * @return its status
     */
    public AccountStatus withChannels(int wanted, int heard) {
        return new AccountStatus(
                login, state, since, wanted, heard, troubles, lastTrouble, loginProgress, prompt, faults);
    }

    /**
     * The same account with another number of heard channels.
     *
     * @param heard how many
     * @param at when that was noticed
     * @return its status; without channel troubles if it hears all channels
     */
    public AccountStatus withChannelsHeard(int heard, Instant at) {
        AccountStatus counted = withChannels(channelsWanted, heard);
        return heard < channelsWanted ? counted : counted.withoutTroubles(Set.of(Kind.CHANNEL), at);
    }

    /**
     * The same account with one more trouble. It replaces a current trouble of the same kind and subject, but keeps
     * that one's beginning.
     *
     * @param trouble the trouble; one that is already over is kept only as the last one
     * @return its status
     */
    public AccountStatus withTrouble(Trouble trouble) {
        if (trouble.over().isPresent()) {
            return withTroubles(troubles, Optional.of(trouble));
        }
        List<Trouble> all = new ArrayList<>(troubles);
        Trouble lasting = trouble;
        for (Trouble one : troubles) {
            if (one.isLike(trouble)) {
                all.remove(one);
                lasting = new Trouble(one.kind(), one.subject(), trouble.problem(), trouble.advice(), one.since());
            }
        }
        all.add(lasting);
        return withTroubles(all, Optional.of(lasting));
    }

    /**
     * The same account without a trouble, if it has that.
     *
     * @param kind its kind
     * @param subject its subject
     * @param at when it ended
     * @return its status
     */
    public AccountStatus withoutTrouble(Kind kind, String subject, Instant at) {
        return withTroubles(
                troubles.stream().filter(one -> !one.isOf(kind, subject)).toList(),
                lastTrouble.map(last -> last.isOf(kind, subject) && last.over().isEmpty() ? last.endedAt(at) : last));
    }

    /**
     * The same account without the troubles of some kinds.
     *
     * @param kinds the kinds
     * @param at when they ended
     * @return its status
     */
    public AccountStatus withoutTroubles(Set<Kind> kinds, Instant at) {
        AccountStatus next = this;
        for (Trouble trouble : troubles) {
            if (kinds.contains(trouble.kind())) {
                next = next.withoutTrouble(trouble.kind(), trouble.subject(), at);
            }
        }
        return next;
    }

    private AccountStatus withTroubles(List<Trouble> now, Optional<Trouble> last) {
        return new AccountStatus(
                login, state, since, channelsWanted, channelsHeard, now, last, loginProgress, prompt, faults);
    }

    /**
     * The same account with another progress of its login.
     *
     * @param progress the progress
     * @param shown the instructions for the login, if there are any
     * @return its status
     */
    public AccountStatus withLogin(LoginProgress progress, Optional<LoginPrompt> shown) {
        return new AccountStatus(
                login, state, since, channelsWanted, channelsHeard, troubles, lastTrouble, progress, shown, faults);
    }

    /** The same account with one more internal error. */
    public AccountStatus withFault() {
        return with(state, since, channelsHeard, faults + 1);
    }
}
