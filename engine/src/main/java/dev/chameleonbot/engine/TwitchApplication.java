package dev.chameleonbot.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chameleonbot.engine.TwitchCallException.Kind;
import dev.chameleonbot.engine.auth.DeviceCodeFlow;
import dev.chameleonbot.engine.auth.OAuthClient;
import dev.chameleonbot.engine.auth.OAuthClient.DeviceCode;
import dev.chameleonbot.engine.auth.OAuthClient.Grant;
import dev.chameleonbot.engine.auth.OAuthClient.Poll;
import dev.chameleonbot.engine.auth.OAuthClient.Validation;
import dev.chameleonbot.engine.auth.Scopes;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.ErrorBody;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.plugin.api.ChatColor;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * An application that is registered at Twitch, for what is done with it outside of an engine: logging somebody in of whom
 * nobody knows yet which account it will be, and taking tokens back.
 *
 * <p>Calls block and may be made from any thread.
 */
public final class TwitchApplication implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RequestBody EMPTY = RequestBody.create(new byte[0]);
    /** What a colour is tried with where the account shows none yet. */
    private static final ChatColor ANY_COLOR = new ChatColor.Hex(0x7A5CFF);

    private final String clientId;
    private final TwitchEndpoints twitch;
    private final HttpClients http;
    private final SystemTimers timers;
    private final Retries retries;
    private final OAuthClient oauth;
    private final DeviceCodeFlow flow;

    private TwitchApplication(String clientId, TwitchEndpoints twitch, ForwardProxy proxy, SystemTimers timers) {
        this.clientId = clientId;
        this.twitch = twitch;
        this.http = new HttpClients(proxy);
        this.timers = timers;
        this.retries = new Retries(Backoff.STANDARD, timers);
        this.oauth = new OAuthClient(http.requests(), http.tokens(), twitch.auth(), timers);
        this.flow = new DeviceCodeFlow(oauth, retries, timers);
    }

    /**
     * An application; nothing is asked of Twitch yet. The proxy of this process holds.
     *
     * @param clientId its id, as Twitch's developer console shows it
     * @param twitch where Twitch is
     * @return the application, to be closed
     * @throws EngineStartException if the proxy cannot be used
     */
    public static TwitchApplication open(String clientId, TwitchEndpoints twitch) {
        return open(clientId, twitch, new SystemTimers());
    }

    /** The same with another clock, which is closed with it. */
    static TwitchApplication open(String clientId, TwitchEndpoints twitch, SystemTimers timers) {
        ForwardProxy proxy = ForwardProxy.ofThisProcess();
        proxy.requireUsable(List.of(twitch.helix(), twitch.auth()));
        return new TwitchApplication(clientId, twitch, proxy, timers);
    }

    /**
     * Asks for a code to log an account in with. That an application exists is seen by this as well.
     *
     * @param scopes what is needed besides what every account needs
     * @return the code
     * @throws TwitchCallException if there is none: {@link Kind#UNREACHABLE}, {@link Kind#UNKNOWN_CLIENT} or
     *     {@link Kind#REFUSED}
     */
    public LoginCode askForCode(Collection<String> scopes) throws TwitchCallException {
        try {
            DeviceCode code = oauth.deviceCode(clientId, Scopes.with(scopes));
            return new LoginCode(
                    new LoginPrompt(
                            code.verificationUri(),
                            code.userCode(),
                            timers.instant().plus(code.expiresIn())),
                    code);
        } catch (RemoteException e) {
            // Nothing but the id can be wrong with this request.
            if (e.status() == 400 || e.status() == 401 || e.status() == 403) {
                throw new TwitchCallException(
                        Kind.UNKNOWN_CLIENT,
                        "Twitch knows no application with this client id (it answered " + e.status() + ")",
                        "Copy the Client ID from the application's page in Twitch's developer console.");
            }
            throw TwitchCallException.of(e);
        }
    }

    /**
     * Waits until an account has agreed, and until Twitch says which one: what they have agreed to is not lost because it
     * does not answer just then.
     *
     * @param code the code that was shown
     * @param onProblem gets each failure that is retried, in one sentence; on this thread
     * @return whose tokens they are
     * @throws TwitchCallException if nobody has agreed, or Twitch does not say who has
     * @throws InterruptedException if the thread was interrupted
     */
    public AuthorizedAccount await(LoginCode code, Consumer<String> onProblem)
            throws TwitchCallException, InterruptedException {
        return switch (flow.await(clientId, code.code(), onProblem)) {
            case Poll.Granted(Grant grant) -> authorized(grant, onProblem);
            case Poll.Denied denied ->
                throw new TwitchCallException(Kind.DENIED, "The login was refused at Twitch", null);
            case Poll.Ended ended ->
                throw new TwitchCallException(
                        Kind.ENDED, "The code " + code.prompt().userCode() + " has expired", "Ask for another one.");
        };
    }

    private AuthorizedAccount authorized(Grant grant, Consumer<String> onProblem)
            throws TwitchCallException, InterruptedException {
        Validation validation = validated(grant.access(), onProblem);
        Owner owner = validation
                .owner()
                .orElseThrow(() -> new TwitchCallException(
                        Kind.REFUSED, "The token is the application's own, and no account's", null));
        return new AuthorizedAccount(
                owner.id(),
                owner.login(),
                grant.access(),
                grant.refresh(),
                timers.instant().plus(grant.expiresIn()),
                Set.copyOf(validation.scopes()));
    }

    private Validation validated(Secret access, Consumer<String> onProblem)
            throws TwitchCallException, InterruptedException {
        try {
            return retries.untilDone(() -> oauth.validate(access), failure -> onProblem.accept(failure.getMessage()));
        } catch (RemoteException e) {
            throw TwitchCallException.of(e);
        }
    }

    /**
     * Finds out whether an account may have any colour, as with Prime or Turbo, or presets only. It sets the colour that the
     * account has; where it has none yet, some colour.
     *
     * @param account the account
     * @return whether Twitch takes a colour that is no preset
     * @throws TwitchCallException if Twitch does not tell
     */
    public boolean takesAnyColor(AuthorizedAccount account) throws TwitchCallException {
        ChatColor color = shownColor(account)
                .<ChatColor>map(shown -> new ChatColor.Hex(shown.rgb()))
                .orElse(ANY_COLOR);
        String what = "trying a colour";
        Request request = helix(account, "color", color.wireName()).put(EMPTY).build();
        try (Response response = http.requests().newCall(request).execute()) {
            if (response.isSuccessful()) {
                return true;
            }
            if (response.code() == 400) {
                return false;
            }
            throw TwitchCallException.of(RemoteException.answered(
                    what, response.code(), ErrorBody.reason(response.body().string()), null));
        } catch (IOException e) {
            throw TwitchCallException.of(RemoteException.unanswered(what, e));
        }
    }

    private Optional<ChatColor> shownColor(AuthorizedAccount account) throws TwitchCallException {
        String what = "asking for the account's colour";
        OkHttpClient client = http.requests();
        try (Response response = client.newCall(helix(account, "", "").build()).execute()) {
            String body = response.body().string();
            if (!response.isSuccessful()) {
                throw TwitchCallException.of(
                        RemoteException.answered(what, response.code(), ErrorBody.reason(body), null));
            }
            JsonNode data = JSON.readTree(body).path("data");
            return ChatColor.parse(data.path(0).path("color").asText(""));
        } catch (IOException e) {
            throw TwitchCallException.of(RemoteException.unanswered(what, e));
        }
    }

    private Request.Builder helix(AuthorizedAccount account, String parameter, String value) {
        HttpUrl.Builder url = HttpUrl.get(twitch.helix() + "/chat/color")
                .newBuilder()
                .addQueryParameter("user_id", account.userId().value());
        if (!parameter.isEmpty()) {
            url.addQueryParameter(parameter, value);
        }
        return new Request.Builder()
                .url(url.build())
                .header("Authorization", "Bearer " + account.access().reveal())
                .header("Client-Id", clientId);
    }

    /**
     * Revokes an access token, and the refresh token with it.
     *
     * @param access the token
     * @return whether it was valid before
     * @throws TwitchCallException if Twitch does not say that it is done
     */
    public boolean revoke(Secret access) throws TwitchCallException {
        try {
            oauth.revoke(clientId, access);
            return true;
        } catch (RemoteException e) {
            if (e.advice().isEmpty() && (e.status() == 400 || e.status() == 401)) {
                return false;
            }
            throw TwitchCallException.of(e);
        }
    }

    /** Ends what is still asked. */
    @Override
    public void close() {
        timers.close();
        http.close();
    }
}
