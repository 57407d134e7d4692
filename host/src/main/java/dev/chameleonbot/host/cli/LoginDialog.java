package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.LoginCode;
import dev.chameleonbot.engine.TwitchApplication;
import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.process.StopSignal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Logs in an account at the terminal that is not known yet. For one thread.
 *
 * @param console where to show codes
 * @param json whether each code is a line of JSON
 */
record LoginDialog(Console console, boolean json, StopSignal stop) {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /**
     * Shows a code and waits until the user has agreed; a code that ends unused is followed by another one.
     *
     * @param first a code of it that was not shown yet
     * @param scopes what is needed besides what every account needs
     */
    AuthorizedAccount logIn(TwitchApplication application, LoginCode first, Set<String> scopes)
            throws InterruptedException {
        LoginCode code = first;
        while (true) {
            show(code);
            try {
                return await(application, code);
            } catch (TwitchCallException e) {
                if (e.kind() != TwitchCallException.Kind.ENDED) {
                    throw failure(e);
                }
                console.remark(e.getMessage() + "; here is another one.");
            }
            code = codeOf(application, scopes);
        }
    }

    private void show(LoginCode code) {
        if (json) {
            var prompt = Json.object();
            prompt.putObject("login_prompt")
                    .put("verification_uri", code.prompt().verificationUri().toString())
                    .put("user_code", code.prompt().userCode())
                    .put("expires_at", code.prompt().expiresAt().toString());
            console.showLine(prompt);
        } else {
            LoginScreen.on(console).show(code.prompt());
        }
    }

    /** A code to log in with; a failure of the command where there is none. */
    static LoginCode codeOf(TwitchApplication application, Set<String> scopes) {
        try {
            return application.askForCode(scopes);
        } catch (TwitchCallException e) {
            throw failure(e);
        }
    }

    /** What has not come about, as a failure of the command. */
    static CommandFailedException failure(TwitchCallException cause) {
        String advice = cause.advice().map(text -> ". " + text).orElse("");
        return new CommandFailedException(cause.getMessage() + advice);
    }

    private AuthorizedAccount await(TwitchApplication application, LoginCode code)
            throws TwitchCallException, InterruptedException {
        FutureTask<AuthorizedAccount> waiting = new FutureTask<>(
                () -> application.await(code, problem -> console.remark(problem + " (it is tried again)")));
        Thread poll = Thread.ofVirtual().name("chameleon-login").start(waiting);
        while (!waiting.isDone()) {
            if (stop.await(BETWEEN_LOOKS)) {
                poll.interrupt();
                throw new CommandFailedException(ExitCode.INTERRUPTED, "Nobody was logged in, and nothing was written");
            }
        }
        try {
            return waiting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TwitchCallException refused) {
                throw refused;
            }
            throw new IllegalStateException("A login failed", e.getCause());
        }
    }
}
