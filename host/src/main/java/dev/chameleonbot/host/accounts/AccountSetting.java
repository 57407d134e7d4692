package dev.chameleonbot.host.accounts;

import dev.chameleonbot.plugin.api.Setting;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that can be set for an account, and what is set, where. Values are as JSON has them: a {@code Boolean},
 * {@code Long}, {@code Double}, {@code String}, a {@code List} of such, or a {@code Map} of such by their names.
 *
 * @param allowed what is allowed, to be read after "it must be"; empty where that is not known
 * @param description what it is for; may be empty
 * @param schema what is allowed, as a JSON Schema; empty where that is not known
 * @param ofAll what is set for all accounts that do not set it themselves
 * @param fallback what it is where nobody sets it; empty where it must be set
 */
public record AccountSetting(
        String name,
        String allowed,
        String description,
        Map<String, Object> schema,
        Optional<Object> ofAccount,
        Optional<Object> ofAll,
        Optional<Object> fallback) {
    public AccountSetting {
        schema = Map.copyOf(schema);
    }

    /** Where a value comes from. */
    public enum Source {
        /** The account's own block. */
        ACCOUNT,
        /** What is set for all. */
        ALL,
        /** What it is where nobody sets it. */
        DEFAULT,
        /** Nowhere: it has to be set. */
        MISSING
    }

    static AccountSetting declared(
            Setting<?> setting, Map<String, Object> schema, Optional<Object> ofAccount, Optional<Object> ofAll) {
        return new AccountSetting(
                setting.name(),
                setting.allowed(),
                setting.description(),
                schema,
                ofAccount,
                ofAll,
                setting.fallbackJson());
    }

    /** One that is set, of which nothing else is known. */
    static AccountSetting undeclared(String name, Optional<Object> ofAccount, Optional<Object> ofAll) {
        return new AccountSetting(name, "", "", Map.of(), ofAccount, ofAll, Optional.empty());
    }

    /** Where the value comes from that counts. */
    public Source source() {
        if (ofAccount.isPresent()) {
            return Source.ACCOUNT;
        }
        if (ofAll.isPresent()) {
            return Source.ALL;
        }
        return fallback.isPresent() ? Source.DEFAULT : Source.MISSING;
    }

    /** The value that counts; empty if there is none. */
    public Optional<Object> value() {
        return ofAccount.or(() -> ofAll).or(() -> fallback);
    }
}
