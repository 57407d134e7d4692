package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.Scopes;
import dev.chameleonbot.engine.auth.TokenKeeper;
import dev.chameleonbot.engine.auth.TokenKeeper.Access;
import dev.chameleonbot.engine.metrics.EngineMeters.Refresh;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.SerialExecutor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows on an account's board what is to be said of its tokens, whether it has a life or not: what they do not allow that its
 * plugins need, and that the account is called otherwise at Twitch. As a {@link Runnable} it is told that other plugins run.
 *
 * <p>Calls come from any thread; what they find is noted by the account's serial executor, which never waits for the disk:
 * the account's page is read when a token is proved, and nothing is looked up before that.
 */
final class TokenNews implements TokenKeeper.Listener, Runnable {
    private static final Logger log = LoggerFactory.getLogger(TokenNews.class);

    /** What stands among an account's channels for those that it follows; no plugin's id begins so. */
    private static final String FOLLOWED = "@followed";

    /** What is slow, where it is that. */
    private static final String REFRESH = "refresh";

    private final String login;
    private final AccountSurroundings surroundings;
    private final StatusBoard board;
    private final PassingTroubles passing;
    private final SerialExecutor serial;
    /** What the token that was proved last allows; empty before. */
    private volatile Set<String> granted = Set.of();
    /** Whether the account listens in the channels that it follows. */
    private volatile boolean readsFollows;

    private final Runnable whenProved;

    TokenNews(
            String login,
            AccountSurroundings surroundings,
            StatusBoard board,
            PassingTroubles passing,
            SerialExecutor serial,
            Runnable whenProved) {
        this.login = login;
        this.surroundings = surroundings;
        this.board = board;
        this.passing = passing;
        this.serial = serial;
        this.whenProved = whenProved;
    }

    /** Takes note whether the account listens in the channels that it follows; called in the account's turn. */
    void readsFollows(boolean reads) {
        readsFollows = reads;
        noteScopes();
    }

    /** What a login asks for besides what every account needs; from any thread. */
    Set<String> scopesToAskFor() {
        return needs().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** The scopes that are needed, by the plugin that needs them, or by what stands among the channels. */
    private Map<String, Set<String>> needs() {
        Map<String, Set<String>> needs = new TreeMap<>(surroundings.behaviours().scopes(login));
        if (readsFollows) {
            needs.put(FOLLOWED, Set.of(Scopes.READ_FOLLOWS));
        }
        return needs;
    }

    @Override
    public void onSlow(String problem) {
        serial.execute(() -> passing.note(Kind.TOKEN, REFRESH, new Failure(Cause.SERVER, problem)));
    }

    @Override
    public void onSlowOver() {
        serial.execute(() -> passing.over(Kind.TOKEN, REFRESH));
    }

    @Override
    public void onAnswered(Refresh outcome) {
        surroundings.meters().refreshed(outcome);
    }

    @Override
    public void onRefreshed() {
        serial.execute(this::well);
    }

    /** Twitch cannot be asked; called in the account's turn, as the next two. */
    void delayed(Failure failure) {
        passing.note(Kind.TOKEN, "", failure);
    }

    /** Twitch says that something is wrong with the tokens. */
    void trouble(String problem, Optional<String> advice) {
        passing.over(Kind.TOKEN, "");
        advice.ifPresentOrElse(
                what -> board.trouble(Kind.TOKEN, "", problem, what), () -> board.trouble(Kind.TOKEN, "", problem));
    }

    /** The tokens are good. */
    void well() {
        passing.over(Kind.TOKEN);
        board.over(Kind.TOKEN);
    }

    @Override
    public void onProved(Access access) {
        var unused = surroundings.behaviours().scopes(login); // Reads the account's page.
        granted = access.scopes();
        serial.execute(() -> {
            noteName(access.login());
            noteScopes();
            whenProved.run();
        });
    }

    @Override
    public void onTakenOver(String formerLogin) {
        surroundings.memories().close(login);
    }

    /** Other plugins run. */
    @Override
    public void run() {
        serial.execute(this::noteScopes);
    }

    private void noteName(String name) {
        if (name.equals(login)) {
            board.over(Kind.NAME);
            return;
        }
        note(
                Kind.NAME,
                "",
                "The account is called '" + name + "' at Twitch now; it goes on under its id",
                "Put the new name into the configuration, as the account's username: what is stored of '" + login
                        + "' is found under it.");
    }

    private void noteScopes() {
        if (granted.isEmpty()) {
            return;
        }
        Map<String, String> missing = missing();
        missing.forEach((pluginId, scopes) -> note(
                Kind.SCOPES,
                pluginId,
                "The token does not allow what " + described(pluginId) + " needs: it lacks " + scopes,
                "Log the account in again with 'chameleon login " + login + "': the login asks for " + scopes + "."));
        board.status().troubles().stream()
                .filter(one -> one.kind() == Kind.SCOPES && !missing.containsKey(one.subject()))
                .forEach(one -> board.over(Kind.SCOPES, one.subject()));
    }

    private static String described(String need) {
        return need.equals(FOLLOWED) ? "'" + FOLLOWED + "' among its channels" : "the plugin '" + need + "'";
    }

    private Map<String, String> missing() {
        Map<String, String> missing = new TreeMap<>();
        needs().forEach((pluginId, scopes) -> {
            List<String> lacking =
                    scopes.stream().filter(scope -> !granted.contains(scope)).toList();
            if (!lacking.isEmpty()) {
                missing.put(pluginId, String.join(" and ", lacking));
            }
        });
        return missing;
    }

    private void note(Kind kind, String subject, String problem, String advice) {
        if (board.status().troubles().stream().noneMatch(one -> isSaid(one, kind, subject, problem))) {
            log.warn("{}: {}. {}", login, problem, advice);
        }
        board.trouble(kind, subject, problem, advice);
    }

    private static boolean isSaid(Trouble one, Kind kind, String subject, String problem) {
        return one.isOf(kind, subject) && one.problem().equals(problem);
    }
}
