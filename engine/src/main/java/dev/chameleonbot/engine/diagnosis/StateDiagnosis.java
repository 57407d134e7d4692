package dev.chameleonbot.engine.diagnosis;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.dispatch.Switches;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.engine.spi.TokenCipher;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.engine.state.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * How a state directory is, as seen from outside of an engine. Nothing in it is created, changed or migrated, and an engine
 * that runs with it is not disturbed.
 *
 * @param key the key that seals the tokens
 * @param database the file of all that is kept
 * @param accounts what is kept of the accounts that were asked for; without those of which there is nothing
 */
public record StateDiagnosis(KeyState key, Database database, SequencedMap<String, Kept> accounts) {
    /** How the key is. */
    public sealed interface KeyState {
        /**
         * There is none.
         *
         * @param file where one would be
         */
        record Missing(Path file) implements KeyState {}

        /**
         * It is none.
         *
         * @param problem what is wrong with it and what to do, in a sentence
         */
        record Unusable(String problem) implements KeyState {}

        /**
         * It is a key.
         *
         * @param where the name of a variable, or a file
         * @param isOpenToOthers whether anyone but the file's owner may do anything with it
         */
        record Usable(String where, boolean isOpenToOthers) implements KeyState {}
    }

    /** How the file is. */
    public sealed interface Database {
        /** There is none, or nothing is in it yet. */
        record Missing() implements Database {}

        /**
         * It cannot be read.
         *
         * @param problem why
         */
        record Unreadable(String problem) implements Database {}

        /**
         * It is not what was once written.
         *
         * @param findings what is wrong with it
         */
        record Damaged(List<String> findings) implements Database {}

        /** It is another program's. */
        record Foreign() implements Database {}

        /**
         * It is whole.
         *
         * @param version the version of its schema
         * @param knownVersion the version that this program reads and writes
         * @param fitsKey whether it was sealed with the key; empty where there is none that could be tried
         */
        record Whole(int version, int knownVersion, Optional<Boolean> fitsKey) implements Database {}
    }

    /**
     * What is kept of an account.
     *
     * @param tokens its tokens
     * @param disabledSince since when the operator has disabled it
     */
    public record Kept(Optional<StoredTokens> tokens, Optional<Instant> disabledSince) {}

    /**
     * Looks at a directory.
     *
     * @param directory the directory, which exists
     * @param environmentKey the value of {@code CHAMELEON_KEY}, where it is set
     * @param logins the accounts of interest
     * @param scratch a folder of the caller's own, in which files may be executed
     * @return how it is
     */
    public static StateDiagnosis of(
            Path directory, Optional<String> environmentKey, Collection<String> logins, Path scratch) {
        StateDiagnosis first = look(directory, environmentKey, logins, scratch);
        // An engine that has started meanwhile may have changed what was read as what nobody changes.
        return first.database() instanceof Database.Damaged && isOpen(directory)
                ? look(directory, environmentKey, logins, scratch)
                : first;
    }

    private static boolean isOpen(Path directory) {
        try {
            return StateDirectory.isOpen(directory);
        } catch (IOException e) {
            return false; // What was found holds.
        }
    }

    private static StateDiagnosis look(
            Path directory, Optional<String> environmentKey, Collection<String> logins, Path scratch) {
        Optional<TokenCipher> cipher = Optional.empty();
        KeyState key;
        try {
            cipher = StateDirectory.cipherIn(directory, environmentKey);
            Path file = StateDirectory.keyFile(directory);
            if (cipher.isEmpty()) {
                key = new KeyState.Missing(file);
            } else if (environmentKey.isPresent()) {
                key = new KeyState.Usable(StateDirectory.KEY_VARIABLE, false);
            } else {
                key = new KeyState.Usable(file.toString(), StateDirectory.isKeyOpenToOthers(directory));
            }
        } catch (StateException e) {
            key = new KeyState.Unusable(e.getMessage());
        }
        SequencedMap<String, Kept> kept = new TreeMap<>();
        try {
            Optional<StateFile> found = StateFile.in(directory, scratch);
            if (found.isEmpty()) {
                return new StateDiagnosis(key, new Database.Missing(), kept);
            }
            try (StateFile file = found.get()) {
                Database database = database(file, cipher);
                if (database instanceof Database.Whole whole
                        && whole.version() == whole.knownVersion()
                        && whole.fitsKey().orElse(false)) {
                    for (String login : logins) {
                        kept(file, login, cipher.orElseThrow()).ifPresent(one -> kept.put(login, one));
                    }
                }
                return new StateDiagnosis(key, database, kept);
            }
        } catch (StateException e) {
            Database database = e.kind() == StateException.Kind.DAMAGED
                    ? new Database.Damaged(List.of(e.getMessage()))
                    : new Database.Unreadable(e.getMessage());
            return new StateDiagnosis(key, database, kept);
        }
    }

    /**
     * The tokens that an account would begin with: the stored ones, or those of its configuration where they count.
     *
     * @param account the account
     * @return its tokens, if it has any
     */
    public Optional<ConfiguredTokens> tokens(AccountConfig account) {
        return AccountTokens.first(account, kept(account).flatMap(Kept::tokens));
    }

    /**
     * What is kept of an account.
     *
     * @param account the account
     * @return that, if there is anything
     */
    public Optional<Kept> kept(AccountConfig account) {
        return Optional.ofNullable(accounts.get(account.login()));
    }

    private static Database database(StateFile file, Optional<TokenCipher> cipher) {
        if (!file.isOurs()) {
            return new Database.Foreign();
        }
        List<String> damage = file.damage();
        if (!damage.isEmpty()) {
            return new Database.Damaged(damage);
        }
        int version = file.version();
        int known = StateFile.knownVersion();
        return new Database.Whole(
                version, known, version == 0 || version > known ? Optional.empty() : cipher.map(file::fits));
    }

    private static Optional<Kept> kept(StateFile file, String login, TokenCipher cipher) {
        Kept found = new Kept(file.tokens(login, cipher), Switches.disabledSince(file.memory(login, Switches.PAGE)));
        return found.tokens().isPresent() || found.disabledSince().isPresent() ? Optional.of(found) : Optional.empty();
    }
}
