package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.model.AccountConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of one of the {@code users}, or of an account's own file.
 *
 * @param path where it is, such as {@code users[1]} or {@code accounts/alice.json}
 * @param login the account's name, if it can be known
 * @param account the account; empty if it cannot be used
 * @param settings what it sets for plugins, by plugin id
 * @param problems what is wrong with it, and what is odd
 */
record UserBlock(
        String path,
        Optional<String> login,
        Optional<AccountConfig> account,
        Map<String, Map<String, Object>> settings,
        List<ConfigProblem> problems) {
    UserBlock {
        problems = List.copyOf(problems);
    }

    /** The same where another block is that account already. */
    UserBlock asDuplicateOf(String other) {
        boolean isFile = AccountFiles.isPlace(path);
        UserBlock wrong = withError(ConfigProblem.error(
                ConfigProblem.inside(path, AccountReader.USERNAME),
                "'" + login.orElseThrow() + "' is the account of "
                        + ConfigProblem.inside(other, AccountReader.USERNAME) + " already; "
                        + (isFile ? "delete one of the two" : "names must differ")));
        return new UserBlock(path, Optional.empty(), Optional.empty(), settings, wrong.problems());
    }

    /** The same, but it cannot be used. */
    UserBlock withError(ConfigProblem error) {
        List<ConfigProblem> all = new ArrayList<>(problems);
        all.add(error);
        return new UserBlock(path, login, Optional.empty(), settings, all);
    }

    LeftOutAccount leftOut() {
        return new LeftOutAccount(
                path, login, problems.stream().filter(ConfigProblem::isError).toList());
    }
}
