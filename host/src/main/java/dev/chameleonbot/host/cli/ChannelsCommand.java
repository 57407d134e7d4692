package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.accounts.ChatterinoLayout;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code channels}: where an account listens. */
@Command(
        name = "channels",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the channels that an account listens in, and lets it join and leave some, without a restart.",
            "Where the account stands in the configuration, it says what to write there."
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeList = {"0:Done.", "1:Not done, or not for all.", "2:Wrong usage, or something cannot be read."},
        footer = {"  chameleon channels add alice somestreamer", "  chameleon channels add alice @followed"})
final class ChannelsCommand extends CommandGroup {
    private static final String ACCOUNT = "The account's name.";
    private static final String CHANNELS =
            "Names; @own is the account's own channel, @followed are those that it follows.";

    @Mixin
    private final PlacesOption places = new PlacesOption();

    /** Whose files of channels can be read. */
    enum Program {
        CHATTERINO
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the channels of an account as they are configured.",
            footer = "  chameleon channels list alice")
    int list(@Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account) throws OperationException {
        JsonNode found = door().find(account);
        if (json) {
            ObjectNode answer = Json.object().put("account", found.path("login").asText());
            answer.set("channels", found.path("channels"));
            console().show(answer);
        } else {
            found.path("channels").forEach(channel -> console().show(channel.asText()));
        }
        return 0;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Lets an account listen in more channels.",
            footer = {"  chameleon channels add alice somestreamer another", "  chameleon channels add alice @followed"
            })
    int add(
            @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
            @Parameters(arity = "1..*", paramLabel = "CHANNEL", description = CHANNELS) List<String> channels)
            throws OperationException {
        return change("join", account, channels);
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Lets an account listen in fewer channels.",
            footer = "  chameleon channels remove alice somestreamer")
    int remove(
            @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
            @Parameters(arity = "1..*", paramLabel = "CHANNEL", description = CHANNELS) List<String> channels)
            throws OperationException {
        return change("leave", account, channels);
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Lets an account listen in the channels that another program shows.",
            footer = {
                "  chameleon channels import alice --from chatterino"
                        + " ~/.local/share/chatterino/Settings/window-layout.json",
                "",
                "Chatterino keeps its tabs in window-layout.json, in its folder Settings."
            })
    int importFrom(
            @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "PROGRAM",
                            description = "Whose file it is: chatterino.")
                    Program program,
            @Parameters(paramLabel = "FILE", description = "The program's file.") Path file)
            throws OperationException {
        ChatterinoLayout.Result found = switch (program) {
            case CHATTERINO -> read(file);
        };
        found.leftOut().forEach(left -> console().remark("Left out: " + left));
        if (found.channels().isEmpty()) {
            throw new CommandFailedException(file + " shows no channel");
        }
        return change("join", account, found.channels());
    }

    private static ChatterinoLayout.Result read(Path file) {
        try {
            return ChatterinoLayout.read(file);
        } catch (IOException e) {
            throw CommandFailedException.unreadable(e.getMessage());
        }
    }

    private int change(String action, String account, List<String> channels) throws OperationException {
        ObjectNode request = AccountsClient.request(action).put("account", account.toLowerCase(Locale.ROOT));
        Json.put(request, "channels", channels);
        return new AccountScreen(console()).told(door().ask(request), json, err());
    }

    private AccountsClient door() {
        return AccountsClient.of(places);
    }
}
