package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.host.config.AccountCheck;
import dev.chameleonbot.host.config.AccountDocument;
import dev.chameleonbot.host.config.AccountFiles;
import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.UnreadableConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds accounts, each as a file of its own next to the configuration. What cannot be done for one hinders no other. */
record AccountAddition(ConfiguredAccounts configured, AccountStage stage) {
    private static final String USERNAME = "username";

    List<AccountResult> add(SequencedMap<String, JsonNode> elements) throws OperationException {
        Map<String, AccountInfo> known = configured.all();
        AccountCheck check = configured.check();
        List<AccountResult> results = new ArrayList<>();
        Set<String> added = new LinkedHashSet<>();
        elements.forEach((place, element) -> results.add(add(place, element, known, added, check)));
        if (!added.isEmpty()) {
            stage.applied().ifPresent(results::add);
        }
        return results;
    }

    /** Tokens first: a refresh token is good for one use, and the account is to run with it. */
    AccountResult adopt(ObjectNode element, AuthorizedAccount account) throws OperationException {
        stage.records().keep(account);
        List<AccountResult> results = new ArrayList<>();
        results.add(add(account.login(), element, Map.of(), new LinkedHashSet<>(), configured.check()));
        if (results.getFirst().done()) {
            stage.applied().ifPresent(results::add);
        }
        return results.stream().filter(result -> !result.done()).findFirst().orElseGet(results::getFirst);
    }

    private AccountResult add(
            String place, JsonNode element, Map<String, AccountInfo> known, Set<String> added, AccountCheck check) {
        String login = element.path(USERNAME).asText("").strip().toLowerCase(Locale.ROOT);
        if (!(element instanceof ObjectNode object) || login.isEmpty()) {
            return AccountResult.refused(place, place + ": must be an object with username, channels …");
        }
        if (known.containsKey(login)) {
            return AccountResult.refused(
                    login,
                    place + ": " + login + " is configured already, in "
                            + known.get(login).origin());
        }
        if (added.contains(login)) {
            return AccountResult.refused(login, place + ": " + login + " is given twice; the first is taken");
        }
        AccountFiles files = configured.files();
        try {
            AccountDocument document =
                    AccountDocument.of(place, withLogin(object, login).toPrettyString() + "\n");
            List<ConfigProblem> errors = check.problemsOf(login, document).stream()
                    .filter(ConfigProblem::isError)
                    .toList();
            if (!errors.isEmpty()) {
                return AccountResult.refused(
                        login,
                        errors.stream()
                                .map(problem -> place + ": " + problem.withinFile())
                                .collect(Collectors.joining("; ")));
            }
            if (Files.exists(files.file(login), LinkOption.NOFOLLOW_LINKS)) {
                return AccountResult.refused(
                        login, place + ": " + files.file(login) + " is there already, and is not changed");
            }
            Path file = files.write(login, document);
            added.add(login);
            return AccountResult.done(login, login + " is added, as " + file);
        } catch (UnreadableConfigException | IOException | IllegalArgumentException e) {
            return AccountResult.refused(login, place + ": " + e.getMessage());
        }
    }

    private static ObjectNode withLogin(ObjectNode element, String login) {
        return element.deepCopy().put(USERNAME, login);
    }
}
