package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.accounts.ImportedAccount;
import dev.chameleonbot.host.accounts.OriginalFile;
import dev.chameleonbot.host.accounts.OriginalImport;
import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.text.Counted;
import java.util.List;

/** Tells what has become of the original's accounts. */
record ImportText(Console console, OriginalFile original, boolean dryRun) {
    private static final String ONCE = "Do not run the original again with these accounts: a refresh token works only"
            + " once, so the one that renews a token takes it from the other.";

    void show(OriginalImport.Result result, boolean json) {
        if (json) {
            console.show(json(result));
            return;
        }
        result.accounts().forEach(this::account);
        others().forEach(problem -> console.show(problem.path() + ": " + problem.message()));
        if (result.isConfigurationNew()) {
            console.show(result.configuration()
                    + (dryRun ? " would be made" : " was made")
                    + (result.isApplicationShared() ? ", with the one application of all accounts" : ""));
        }
        long taken = result.accounts().stream().filter(ImportedAccount::isTaken).count();
        console.show((dryRun ? "Nothing was written; it would take " : "Imported ") + Counted.number(taken) + " of "
                + Counted.of(result.accounts().size(), "account") + ".");
        if (taken > 0) {
            console.show(ONCE);
        }
    }

    private void account(ImportedAccount account) {
        String name = account.login().orElse(account.place());
        if (account.reason().isPresent()) {
            console.show(name + ": not taken. " + account.reason().get());
            return;
        }
        console.show(name + ": " + account.file().orElseThrow());
        account.keys()
                .forEach(key -> console.remark(
                        "  " + key.name() + (key.isTaken() ? ": taken, " : ": not taken, ") + key.message()));
        console.show("  tokens: " + account.message());
    }

    /** What the original's file has besides accounts. */
    private List<ConfigProblem> others() {
        return original.report().warnings().stream()
                .filter(problem -> !problem.path().isEmpty()
                        && original.blocks().keySet().stream()
                                .noneMatch(place ->
                                        place.isEmpty() || problem.path().startsWith(place)))
                .toList();
    }

    private ObjectNode json(OriginalImport.Result result) {
        ObjectNode report = Json.object();
        report.put("original", original.path().toString());
        report.put("dry_run", dryRun);
        report.putObject("configuration")
                .put("path", result.configuration().toString())
                .put("is_new", result.isConfigurationNew())
                .put("shared_application", result.isApplicationShared());
        ArrayNode accounts = report.putArray("accounts");
        for (ImportedAccount account : result.accounts()) {
            ObjectNode one = accounts.addObject();
            one.put("place", account.place());
            one.put("login", account.login().orElse(null));
            one.put("taken", account.isTaken());
            account.file().ifPresent(file -> one.put("file", file.toString()));
            account.reason().ifPresent(reason -> one.put("reason", reason));
            if (account.isTaken()) {
                one.putObject("tokens")
                        .put("state", Json.word(account.tokens()))
                        .put("message", account.message());
                ArrayNode keys = one.putArray("keys");
                account.keys()
                        .forEach(key -> keys.addObject()
                                .put("key", key.name())
                                .put("taken", key.isTaken())
                                .put("message", key.message()));
            }
        }
        ArrayNode warnings = report.putArray("warnings");
        others().forEach(problem -> warnings.add(problem.toString()));
        return report;
    }
}
