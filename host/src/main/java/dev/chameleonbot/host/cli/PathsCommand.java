package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.data.Place;
import dev.chameleonbot.host.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code paths}: where things are, and what decided so. */
@Command(
        name = "paths",
        mixinStandardHelpOptions = true,
        description = {
            "Shows where the configuration, the state and the plugins are, or would be, and what decides so; changes"
                    + " nothing.",
            "The first of these that holds: --data; CHAMELEON_DATA; CONFIGURATION_DIRECTORY and STATE_DIRECTORY of a"
                    + " service; the working directory, if a config.json is there; the folders of this user;"
                    + " /etc/chameleon and /var/lib/chameleon, if this user has nothing and may read or write that"
                    + " configuration."
        },
        exitCodeList = {"0:Shown.", "2:Wrong usage."},
        footer = {"  chameleon paths", "  chameleon paths --data /srv/bots --json | jq -r .config.path"})
final class PathsCommand extends CliCommand implements Callable<Integer> {
    @Mixin
    private final StateOption state = new StateOption();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Console console = console(json);
        DataFolders folders = state.folders();
        Map<String, Place> places = new LinkedHashMap<>();
        places.put("config", folders.config());
        places.put("accounts", folders.accounts());
        places.put("state", folders.state());
        places.put("plugins", folders.plugins());
        if (json) {
            console.show(json(places, folders));
            return 0;
        }
        places.forEach((name, place) -> {
            console.show(String.format(
                    Locale.ROOT, "%-16s %s%s", name, place.path(), Files.exists(place.path()) ? "" : " (not there)"));
            console.show(" ".repeat(17) + "by " + place.rule().words());
        });
        folders.bundled()
                .ifPresent(path -> console.show(String.format(Locale.ROOT, "%-16s %s", "bundled plugins", path)));
        return 0;
    }

    private static ObjectNode json(Map<String, Place> places, DataFolders folders) {
        ObjectNode all = Json.object();
        places.forEach((name, place) -> all.putObject(name)
                .put("path", absolute(place.path()))
                .put("exists", Files.exists(place.path()))
                .put("rule", Json.word(place.rule())));
        folders.bundled()
                .ifPresent(path -> all.putObject("bundled_plugins")
                        .put("path", absolute(path))
                        .put("exists", Files.exists(path)));
        return all;
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
