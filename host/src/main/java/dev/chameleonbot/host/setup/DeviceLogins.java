package dev.chameleonbot.host.setup;

import dev.chameleonbot.engine.LoginCode;
import dev.chameleonbot.engine.TwitchApplication;
import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Logs people in with codes of whom it is not known yet which account they will be. */
@FunctionalInterface
public interface DeviceLogins {
    /**
     * Asks for a code. Blocks.
     *
     * @param scopes what is needed besides what every account needs
     * @return the login that begins with it, to be closed
     * @throws TwitchCallException if there is no code
     */
    Attempt begin(String clientId, Set<String> scopes) throws TwitchCallException;

    /** One code, and what comes of it. For one thread, but for what is shown. */
    interface Attempt extends AutoCloseable {
        /** What to show. */
        LoginPrompt prompt();

        /**
         * Waits until the user has agreed. Blocks.
         *
         * @param onProblem gets each failure that is retried, in one sentence; on this thread
         * @throws TwitchCallException if nobody has agreed, or Twitch does not say who has
         */
        AuthorizedAccount await(Consumer<String> onProblem) throws TwitchCallException, InterruptedException;

        /**
         * Revokes the tokens of the agreement. Blocks.
         *
         * @throws TwitchCallException if Twitch does not say that it is done
         */
        void takeBack(AuthorizedAccount account) throws TwitchCallException;

        /** Ends what is still asked. */
        @Override
        void close();
    }

    /**
     * Those of Twitch.
     *
     * @param twitch where it is at that time
     */
    static DeviceLogins at(Supplier<TwitchEndpoints> twitch) {
        return (clientId, scopes) -> {
            TwitchApplication application = open(clientId, twitch.get());
            boolean begun = false;
            try {
                LoginCode code = application.askForCode(scopes);
                begun = true;
                return new AtTwitch(application, code);
            } finally {
                if (!begun) {
                    application.close();
                }
            }
        };
    }

    private static TwitchApplication open(String clientId, TwitchEndpoints twitch) throws TwitchCallException {
        try {
            return TwitchApplication.open(clientId, twitch);
        } catch (EngineStartException e) { // The proxy is none.
            throw new TwitchCallException(TwitchCallException.Kind.UNREACHABLE, String.valueOf(e.getMessage()), null);
        }
    }

    record AtTwitch(TwitchApplication application, LoginCode code) implements Attempt {
        @Override
        public LoginPrompt prompt() {
            return code.prompt();
        }

        @Override
        public AuthorizedAccount await(Consumer<String> onProblem) throws TwitchCallException, InterruptedException {
            return application.await(code, onProblem);
        }

        @Override
        public void takeBack(AuthorizedAccount account) throws TwitchCallException {
            var unused = application.revoke(account.access());
        }

        @Override
        public void close() {
            application.close();
        }
    }
}
