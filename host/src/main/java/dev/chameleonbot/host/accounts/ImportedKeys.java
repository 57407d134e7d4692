package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.host.accounts.ImportedAccount.ImportedKey;
import dev.chameleonbot.host.accounts.ImportedAccount.Tokens;
import dev.chameleonbot.host.accounts.ImportedTokens.Judgement;
import java.util.ArrayList;
import java.util.List;

/** Tells of each key of an account of the original what has become of it. */
record ImportedKeys(AccountConfig account, ObjectNode block, boolean isShared, Judgement tokens) {
    /** In the order of the file. */
    List<ImportedKey> all() {
        List<ImportedKey> all = new ArrayList<>();
        block.fieldNames().forEachRemaining(name -> all.add(key(name)));
        return all;
    }

    private ImportedKey key(String name) {
        return switch (name) {
            case "username" -> taken(name, "as '" + account.login() + "'");
            case "client_id", "client_secret" -> application(name);
            case "channels" -> channels(name);
            case "is_prime_or_turbo" -> taken(name, "as " + account.primeOrTurbo());
            case "use_random_colors" -> taken(name, "as is_prime_or_turbo, " + account.primeOrTurbo());
            case "enabled" -> taken(name, "as it is");
            case "plugins" -> taken(name, "as it is");
            case "access_token", "refresh_token" -> token(name);
            case "token_expiry" -> new ImportedKey(name, false, "it is not needed: Twitch says when a token expires");
            default -> new ImportedKey(name, false, "it is not known here");
        };
    }

    private static ImportedKey taken(String name, String how) {
        return new ImportedKey(name, true, how);
    }

    private ImportedKey application(String name) {
        if (block.path(name).asText("").isBlank()) {
            return new ImportedKey(name, false, "it is empty");
        }
        return taken(name, isShared ? "into config.json, for all accounts" : "into the account's file");
    }

    private ImportedKey channels(String name) {
        int written = block.path(name).isArray() ? block.path(name).size() : 1;
        int kept = account.channels().size();
        return taken(
                name,
                String.join(", ", account.channels()) + (written > kept ? " (doubles and empty ones left out)" : ""));
    }

    private ImportedKey token(String name) {
        if (block.path(name).asText("").isBlank()) {
            return new ImportedKey(name, false, "it is empty");
        }
        boolean isKept = tokens.kind() == Tokens.PROVED || tokens.kind() == Tokens.UNPROVED;
        return isKept ? taken(name, "into the state") : new ImportedKey(name, false, "see tokens");
    }
}
