package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.host.config.AccountCheck;
import dev.chameleonbot.host.config.AccountDocument;
import dev.chameleonbot.host.config.CommentsInTheWayException;
import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sets what one account sets itself. The file is judged as it would be before it is written, and put back where the host does
 * not take it over. Its other content stays as written. For one thread.
 */
final class SettingsChange {
    private static final String PLUGINS = "plugins";
    private final AccountInfo account;
    private final ConfiguredAccounts configured;
    private final AccountCheck check;
    private final Map<String, SettingsSchema> schemas;
    private final List<Edit> edits = new ArrayList<>();

    /**
     * One value.
     *
     * @param plugin the plugin's id; empty for the account itself
     * @param value the value; null takes it away
     */
    private record Edit(String plugin, String name, JsonNode value) {
        String path() {
            return plugin.isEmpty() ? name : PLUGINS + "." + plugin + "." + name;
        }

        AccountDocument on(AccountDocument document) throws CommentsInTheWayException {
            if (plugin.isEmpty()) {
                return value.isNull() ? document.withoutPrimeOrTurbo() : document.withPrimeOrTurbo(value.asBoolean());
            }
            return value.isNull()
                    ? document.withoutSetting(plugin, name)
                    : document.withSetting(plugin, name, Json.PLAIN.convertValue(value, Object.class));
        }

        @Override
        public String toString() {
            return path() + (value.isNull() ? " is no longer set for it" : " is " + value);
        }
    }

    SettingsChange(AccountInfo account, ConfiguredAccounts configured, Map<String, SettingsSchema> schemas)
            throws OperationException {
        this.account = account;
        this.configured = configured;
        this.check = configured.check();
        this.schemas = schemas;
    }

    /**
     * Makes it, or says what to write where the file is the user's alone.
     *
     * @param patch the account's block with what is to change; null takes away
     */
    AccountResult make(ObjectNode patch, AccountStage stage) throws OperationException {
        List<String> problems = new ArrayList<>();
        patch.properties().forEach(field -> note(field.getKey(), field.getValue(), problems));
        if (problems.isEmpty() && edits.isEmpty()) {
            problems.add("nothing to change");
        }
        if (!problems.isEmpty()) {
            return refused(problems);
        }
        try {
            return account.isOwnFile() ? rewrite(stage) : told(patch);
        } catch (CommentsInTheWayException e) {
            return AccountResult.refused(account.login(), String.valueOf(e.getMessage()));
        }
    }

    private void note(String key, JsonNode value, List<String> problems) {
        if (key.equals(AccountSettings.PRIME)) {
            if (value.isNull() || value.isBoolean()) {
                edits.add(new Edit("", key, value));
            } else {
                problems.add(key + ": must be true or false");
            }
        } else if (key.equals(PLUGINS) && value instanceof ObjectNode plugins) {
            plugins.properties().forEach(one -> note(one, problems));
        } else {
            problems.add(
                    key.equals(PLUGINS)
                            ? "plugins: must be an object with a plugin's id for each"
                            : "'" + key + "' is not set in this way; " + AccountSettings.PRIME + " and plugins are");
        }
    }

    private void note(Map.Entry<String, JsonNode> plugin, List<String> problems) {
        String place = PLUGINS + "." + plugin.getKey() + ": ";
        SettingsSchema schema = schemas.get(plugin.getKey());
        if (!(plugin.getValue() instanceof ObjectNode values)) {
            problems.add(place + "must be an object with the plugin's settings");
        } else if (schema == null) {
            problems.add(place + "no such plugin is loaded, and only its own code knows what can be set for it");
        } else {
            List<String> names = schema.settings().stream().map(Setting::name).toList();
            values.properties().forEach(one -> {
                if (!one.getValue().isNull() && schema.isDeclared() && !names.contains(one.getKey())) {
                    problems.add(place + "it has no setting '" + one.getKey() + "'; " + those(names));
                }
                Edit edit = new Edit(plugin.getKey(), one.getKey(), one.getValue());
                if (holdsNull(one.getValue())) {
                    problems.add(edit.path() + ": holds null; leave it out");
                }
                edits.add(edit);
            });
        }
    }

    private static String those(List<String> names) {
        return switch (names.size()) {
            case 0 -> "it has none at all";
            case 1 -> "its only one is " + names.getFirst();
            default -> "those are " + String.join(", ", names);
        };
    }

    private static boolean holdsNull(JsonNode value) {
        return value.isContainerNode() && value.valueStream().anyMatch(inner -> inner.isNull() || holdsNull(inner));
    }

    private AccountResult refused(List<String> problems) {
        return AccountResult.refused(account.login(), account.login() + ": " + String.join("; ", problems));
    }

    /** Judged as if nothing else stood there: what does stand there is judged when the host reads it. */
    private AccountResult told(ObjectNode patch) throws CommentsInTheWayException {
        AccountDocument alone = edited(AccountDocument.of(account.login()));
        List<String> problems = check.problemsOf(account.login(), alone, schemas).stream()
                .filter(ConfigProblem::isError)
                .map(ConfigProblem::withinFile)
                .filter(this::isOfChange)
                .toList();
        if (!problems.isEmpty()) {
            return refused(problems);
        }
        ObjectNode written = patch.deepCopy();
        String gone = edits.stream()
                .filter(edit -> edit.value().isNull())
                .map(Edit::path)
                .collect(Collectors.joining(", "));
        edits.stream().filter(edit -> edit.value().isNull()).forEach(edit -> remove(edit, written));
        List<String> todo = new ArrayList<>();
        if (!written.isEmpty()) {
            todo.add("write "
                    + written.properties().stream()
                            .map(field -> '"' + field.getKey() + "\": " + field.getValue())
                            .collect(Collectors.joining(", "))
                    + " there");
        }
        if (!gone.isEmpty()) {
            todo.add("delete " + gone + " there");
        }
        return AccountResult.refused(
                account.login(),
                account.login() + " stands in " + account.origin() + ", which is yours alone: "
                        + String.join(", and ", todo) + ", in " + configured.config());
    }

    private static void remove(Edit edit, ObjectNode written) {
        if (edit.plugin().isEmpty()) {
            written.remove(edit.name());
        } else if (written.get(PLUGINS) instanceof ObjectNode plugins
                && plugins.get(edit.plugin()) instanceof ObjectNode settings) {
            settings.remove(edit.name());
            if (settings.isEmpty()) {
                plugins.remove(edit.plugin());
            }
            if (plugins.isEmpty()) {
                written.remove(PLUGINS);
            }
        }
    }

    private AccountDocument edited(AccountDocument document) throws CommentsInTheWayException {
        AccountDocument changed = document;
        for (Edit edit : edits) {
            changed = edit.on(changed);
        }
        return changed;
    }

    private boolean isOfChange(String problem) {
        return edits.stream().anyMatch(edit -> problem.startsWith(edit.path()));
    }

    private AccountResult rewrite(AccountStage stage) throws OperationException, CommentsInTheWayException {
        String login = account.login();
        AccountDocument document = configured.document(account);
        AccountDocument changed = edited(document);
        if (changed.text().equals(document.text())) {
            return AccountResult.done(login, login + ": nothing to change, it is so already");
        }
        List<ConfigProblem> before = check.problemsOf(login, document, schemas);
        List<ConfigProblem> after = check.problemsOf(login, changed, schemas);
        List<String> errors = after.stream()
                .filter(ConfigProblem::isError)
                // What was wrong elsewhere in the file, somebody may correct later.
                .filter(problem -> !before.contains(problem) || isOfChange(problem.withinFile()))
                .map(ConfigProblem::withinFile)
                .toList();
        if (!errors.isEmpty()) {
            return refused(errors);
        }
        try {
            writeAndApply(changed, stage);
        } catch (IOException e) {
            return refused(List.of(account.origin() + " cannot be written: " + IoWords.of(e)));
        }
        String doubts = after.stream()
                .filter(problem -> !problem.isError() && isOfChange(problem.withinFile()))
                .map(problem -> "; " + problem.withinFile())
                .collect(Collectors.joining());
        return AccountResult.done(
                login, login + ": " + edits.stream().map(Edit::toString).collect(Collectors.joining(", ")) + doubts);
    }

    private void writeAndApply(AccountDocument changed, AccountStage stage) throws IOException, OperationException {
        byte[] before = Files.readAllBytes(configured.files().file(account.login()));
        Path file = configured.files().write(account.login(), changed);
        try {
            stage.apply();
        } catch (OperationException e) {
            try {
                OwnersFiles.write(file, before);
            } catch (IOException lost) {
                throw new OperationException(
                        e.getMessage() + "; and " + file + " cannot be put back: " + IoWords.of(lost));
            }
            throw new OperationException("Nothing is changed: " + e.getMessage());
        }
    }

    /** A patch of one plugin's settings. */
    static ObjectNode patch(String plugin, ObjectNode values) {
        ObjectNode patch = Json.object();
        patch.putObject(PLUGINS).set(plugin, values);
        return patch;
    }
}
