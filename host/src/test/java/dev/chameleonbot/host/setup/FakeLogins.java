package dev.chameleonbot.host.setup;

import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.plugin.api.UserId;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Gives codes, and has the test say what comes of them. */
final class FakeLogins implements DeviceLogins {
    static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    final List<Attempt> attempts = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final List<String> log = new CopyOnWriteArrayList<>();
    Optional<TwitchCallException> refusal = Optional.empty();

    @Override
    public Attempt begin(String clientId, Set<String> scopes) throws TwitchCallException {
        asked.add(clientId + " " + scopes);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        Attempt attempt = new Attempt(attempts.size());
        attempts.add(attempt);
        return attempt;
    }

    static AuthorizedAccount account(String login) {
        return new AuthorizedAccount(
                new UserId("7"), login, Secret.of("access"), Optional.of(Secret.of("refresh")), NOON, Set.of());
    }

    /** One code. */
    final class Attempt implements DeviceLogins.Attempt {
        private final int number;
        private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();

        private Attempt(int number) {
            this.number = number;
        }

        void agrees(String login) {
            outcomes.add(account(login));
        }

        void fails(TwitchCallException.Kind kind, String message) {
            outcomes.add(new TwitchCallException(kind, message, null));
        }

        void has(String problem) {
            outcomes.add(problem);
        }

        @Override
        public LoginPrompt prompt() {
            return new LoginPrompt(URI.create("https://twitch.test/activate?code=C" + number), "C" + number, NOON);
        }

        @Override
        public AuthorizedAccount await(Consumer<String> onProblem) throws TwitchCallException, InterruptedException {
            while (true) {
                Object outcome = outcomes.take();
                switch (outcome) {
                    case AuthorizedAccount account -> {
                        return account;
                    }
                    case TwitchCallException failure -> throw failure;
                    default -> {
                        onProblem.accept(outcome.toString());
                        log.add("told " + outcome);
                    }
                }
            }
        }

        @Override
        public void takeBack(AuthorizedAccount account) {
            log.add("takes back " + account.login());
        }

        @Override
        public void close() {
            log.add("closed");
        }
    }
}
