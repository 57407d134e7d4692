package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.ConfigSources.AccountSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the account files. One that cannot be used concerns its own account only. */
record AccountFileReader(AccountDefaults defaults, SecretSources secrets) {
    UserBlock read(AccountSource source) {
        return switch (source) {
            case AccountSource.Known(ConfigFile content) -> read(content);
            case AccountSource.Unreadable(Path file, UnreadableConfigException fault) -> unreadable(file, fault);
        };
    }

    private UserBlock read(ConfigFile content) {
        Path file = content.file();
        String place = AccountFiles.place(file);
        Problems problems = new Problems();
        UserBlock block;
        try {
            JsonNode root = JsonDocument.parse(file.toString(), place, content.text(), problems);
            if (root instanceof ObjectNode object) {
                object.remove(ConfigKeys.SCHEMA);
            }
            block = AccountReader.read(place, root, defaults, secrets);
        } catch (UnreadableConfigException e) {
            return unreadable(file, e);
        }
        UserBlock named = block.login()
                .filter(Predicate.not(AccountFiles.login(file)::equals))
                .map(login -> block.withError(misnamed(file, login)))
                .orElse(block);
        List<ConfigProblem> all = new ArrayList<>(problems.all());
        all.addAll(named.problems());
        return new UserBlock(place, named.login(), named.account(), named.settings(), all);
    }

    private static ConfigProblem misnamed(Path file, String login) {
        return ConfigProblem.error(
                ConfigProblem.inside(AccountFiles.place(file), AccountReader.USERNAME),
                "is '" + login + "', so the file must be called " + login + ".json");
    }

    /** What the file is called tells whose it is. */
    private static UserBlock unreadable(Path file, UnreadableConfigException fault) {
        String place = AccountFiles.place(file);
        return new UserBlock(
                place,
                Optional.of(AccountFiles.login(file)).filter(AccountReader::isName),
                Optional.empty(),
                Map.of(),
                List.of(fault.at(place)));
    }

    /** Warns once if others than their owners can get at the secrets in them. */
    static void checkPermissions(List<AccountSource> sources, Problems problems) {
        List<Path> open = sources.stream()
                .map(AccountSource::file)
                .filter(ConfigFile::isOpenToOthers)
                .toList();
        if (open.size() == 1) {
            ConfigFile.warnOfPermissions(open.getFirst().toString(), problems);
        } else if (!open.isEmpty()) {
            problems.warning(
                    "",
                    open.getFirst() + " and " + (open.size() - 1)
                            + " more account files can be read or written by others; run: chmod 600 '"
                            + open.getFirst().resolveSibling("") + "'*.json");
        }
    }
}
