package dev.chameleonbot.simulator.account;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** All accounts, and who is banned where. Thread-safe. */
public final class Accounts {
    private static final long FIRST_ID = 100_000_001;
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9_]{1,25}");

    private final Map<String, Account> byLogin = new ConcurrentHashMap<>();
    private final Map<String, Account> byId = new ConcurrentHashMap<>();
    private final List<Account> inOrder = new CopyOnWriteArrayList<>();
    private final Set<Ban> bans = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong(FIRST_ID);
    private final Tokens tokens;
    private final String clientId;

    /**
     * No accounts yet.
     *
     * @param tokens where their first tokens become valid
     * @param clientId the application that those are issued to
     */
    public Accounts(Tokens tokens, String clientId) {
        this.tokens = tokens;
        this.clientId = clientId;
    }

    /**
     * Adds an account unless there is one of that login.
     *
     * @param name the name in any case; it is shown as written here
     * @param prime whether it may use any colour
     * @param tokenLifetime how long its access tokens are valid
     * @param scopes what its first token allows
     * @return the account that has that login now
     */
    public Account add(String name, boolean prime, Duration tokenLifetime, Collection<String> scopes) {
        String login = loginOf(name);
        return byLogin.computeIfAbsent(login, absent -> {
            Grant first = Tokens.draw(clientId);
            String id = Long.toString(ids.getAndIncrement());
            Account account = new Account(id, login, name, prime, tokenLifetime, Set.copyOf(scopes), first);
            tokens.activate(account, first, scopes);
            byId.put(id, account);
            inOrder.add(account);
            return account;
        });
    }

    /**
     * Calls an account something else from now on; its id, its tokens and its channel stay.
     *
     * @param account which
     * @param name its new name in any case
     */
    public void rename(Account account, String name) {
        String login = loginOf(name);
        if (byLogin.putIfAbsent(login, account) != null) {
            throw new IllegalArgumentException("There is an account of that name: " + name);
        }
        byLogin.remove(account.login(), account);
        account.rename(name);
    }

    private static String loginOf(String name) {
        String login = name.toLowerCase(Locale.ROOT);
        if (!LOGIN.matcher(login).matches()) {
            throw new IllegalArgumentException("Not a login of Twitch (1 to 25 letters, digits, _): " + name);
        }
        return login;
    }

    /** The account of that login in any case. */
    public Optional<Account> byLogin(String login) {
        return Optional.ofNullable(byLogin.get(login.toLowerCase(Locale.ROOT)));
    }

    /** The account of that id. */
    public Optional<Account> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All accounts in the order in which they came. */
    public List<Account> all() {
        return List.copyOf(inOrder);
    }

    /** Bans a chatter from a channel. */
    public void ban(Account chatter, Account channel) {
        bans.add(new Ban(chatter.id(), channel.id()));
    }

    /** Lifts a ban. */
    public void unban(Account chatter, Account channel) {
        bans.remove(new Ban(chatter.id(), channel.id()));
    }

    /** Whether the chatter is banned from the channel. */
    public boolean isBanned(String chatterId, String channelId) {
        return bans.contains(new Ban(chatterId, channelId));
    }

    private record Ban(String chatterId, String channelId) {}
}
