package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.AccountConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of one of the {@code users}.
 *
 * @param path where it is, such as {@code users[1]}
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
        List<ConfigProblem> all = new ArrayList<>(problems);
        all.add(ConfigProblem.error(
                path + "." + AccountReader.USERNAME,
                "'" + login.orElseThrow() + "' is the account of " + other + "." + AccountReader.USERNAME
                        + " already; names must differ"));
        return new UserBlock(path, Optional.empty(), Optional.empty(), settings, all);
    }

    /** The account as one that is left out. */
    LeftOutAccount leftOut() {
        return new LeftOutAccount(
                path, login, problems.stream().filter(ConfigProblem::isError).toList());
    }
}
