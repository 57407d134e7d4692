package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.TwitchApplication;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.host.accounts.AccountList;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.AccountCommands;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.host.text.Counted;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code accounts}: which accounts there are, in a running host or, where none runs, in its folder. */
@Command(
        name = "accounts",
        mixinStandardHelpOptions = true,
        description = {
            "Lists, adds and removes accounts, in the running host without a restart, or in its folder.",
            "An account that is added has a file of its own, accounts/LOGIN.json; the configuration is never changed."
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeList = {"0:Done.", "1:Not done, or not for all.", "2:Wrong usage, or something cannot be read."},
        footer = {"  chameleon accounts list", "  chameleon accounts add", "  chameleon accounts add --from logins.txt"
        })
final class AccountsCommand extends CommandGroup {
    private final StopSignal stop;

    @Mixin
    private final PlacesOption places = new PlacesOption();

    AccountsCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the accounts: where each is configured, whether it is enabled, and how it stands.",
            footer = {"  chameleon accounts list", "  chameleon accounts list --json | jq -r '.accounts[].login'"})
    int list() throws OperationException {
        JsonNode answer = door().ask(AccountsClient.request("list"));
        if (json) {
            console().show(answer);
        } else {
            new AccountScreen(console()).list(answer.path("accounts"));
        }
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one account.",
            footer = "  chameleon accounts show alice")
    int show(@Parameters(paramLabel = "LOGIN") String login) throws OperationException {
        JsonNode account = door().find(login);
        if (json) {
            console().show(account);
        } else {
            new AccountScreen(console()).show(account);
        }
        return 0;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Adds accounts. Without a name or --from it shows a code, and adds the account that agrees with"
                        + " it.",
                "Those that are added by name have to log in later: 'chameleon login'."
            },
            footer = {
                "  chameleon accounts add",
                "  chameleon accounts add alice bob --channels @own,somestreamer",
                "  chameleon accounts add --from logins.txt",
                "",
                "A file has a name in each line, and channels after it, or JSON in the form of the configuration's"
                        + " users."
            })
    int add(
            @Parameters(arity = "0..*", paramLabel = "LOGIN", description = "The accounts' names on Twitch.") @Nullable
                    List<String> logins,
            @Option(names = "--from", paramLabel = "FILE", description = "Adds all of a file; - is standard input.")
                    @Nullable
                    Path from,
            @Option(
                            names = "--channels",
                            paramLabel = "NAME",
                            split = ",",
                            description = "Where they listen: names, @own, @followed (default: the configuration's"
                                    + " channels, or @own).")
                    @Nullable
                    List<String> channels)
            throws InterruptedException, OperationException {
        if (logins != null && from != null) {
            throw wrongUsage("Name accounts, or a file with --from, not both");
        }
        AccountsClient door = door();
        List<String> wanted = channels == null ? List.of() : channels;
        SequencedMap<String, JsonNode> blocks;
        if (from != null) {
            blocks = read(from);
        } else if (logins != null) {
            blocks = named(logins);
        } else {
            return addWithCode(door, wanted);
        }
        ObjectNode elements = Json.object();
        for (Map.Entry<String, JsonNode> block : blocks.entrySet()) {
            elements.set(block.getKey(), door.withChannels(block.getValue(), wanted));
        }
        ObjectNode request = AccountsClient.request("add");
        request.set("elements", elements);
        JsonNode answer = door.ask(request);
        int code = told(answer);
        long added = done(answer);
        long refused = answer.path("results").size() - added;
        if (added + refused > 1) {
            console().remark(Counted.of(added, "account") + " added, " + Counted.number(refused) + " not.");
        }
        if (added > 0) {
            console()
                    .remark(
                            added == 1
                                    ? "Log it in with: chameleon login --next"
                                    : "Log them in, one after the other, with: chameleon login --next");
        }
        return code;
    }

    private int addWithCode(AccountsClient door, List<String> channels)
            throws InterruptedException, OperationException {
        String clientId = door.clientId()
                .orElseThrow(() -> new CommandFailedException(
                        door.folders().config().path() + " names no application for all accounts: put the client_id"
                                + " of yours at its top level, or run 'chameleon setup'"));
        Set<String> scopes = door.scopes(channels);
        AuthorizedAccount account;
        try (TwitchApplication application = door.application(clientId)) {
            account = new LoginDialog(console(), json, stop)
                    .logIn(application, LoginDialog.codeOf(application, scopes), scopes);
        }
        return told(door.ask(AccountCommands.adopt(
                door.withChannels(AccountList.block(account.login(), List.of()), channels), account)));
    }

    private static SequencedMap<String, JsonNode> named(List<String> logins) {
        SequencedMap<String, JsonNode> blocks = new LinkedHashMap<>();
        logins.forEach(login -> blocks.put(login, AccountList.block(login, List.of())));
        return blocks;
    }

    private static SequencedMap<String, JsonNode> read(Path from) {
        boolean isInput = from.toString().equals("-");
        String name = isInput ? "standard input" : from.toString();
        try {
            String text =
                    isInput ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : Files.readString(from);
            SequencedMap<String, JsonNode> blocks = AccountList.read(name, text);
            if (blocks.isEmpty()) {
                throw CommandFailedException.unreadable(name + " names no account");
            }
            return blocks;
        } catch (NoSuchFileException e) {
            throw CommandFailedException.unreadable(name + " does not exist");
        } catch (MalformedInputException e) {
            throw CommandFailedException.unreadable(name + " is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw CommandFailedException.unreadable(name + " cannot be read: " + e.getMessage());
        } catch (OperationException e) {
            throw CommandFailedException.unreadable(e.getMessage());
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = {
                "Removes accounts: their files, their tokens, here and at Twitch, and all their other data.",
                "Entries in the configuration file are only listed: you change them."
            },
            footer = {"  chameleon accounts remove alice", "  chameleon accounts remove alice bob --yes --keep-token"})
    int remove(
            @Parameters(arity = "1..*", paramLabel = "LOGIN", description = "The accounts' names.") List<String> logins,
            @Option(
                            names = {"-y", "--yes"},
                            description = "Removes them without asking.")
                    boolean yes,
            @Option(names = "--keep-token", description = "Leaves the tokens good at Twitch, for use elsewhere.")
                    boolean keepToken)
            throws OperationException {
        Dialog dialog = Dialog.of(spec, yes, stop);
        if (!yes
                && !dialog.confirm(
                        "Remove " + String.join(", ", logins) + ", with all that is kept of "
                                + (logins.size() == 1 ? "it?" : "them?"),
                        false,
                        "--yes")) {
            console().remark("Nothing was removed.");
            return ExitCode.PROBLEMS.code();
        }
        ObjectNode request = AccountsClient.request("remove").put("keep_tokens", keepToken);
        return change(request, logins);
    }

    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description = "Runs accounts again that were disabled.",
            footer = "  chameleon accounts enable alice")
    int enable(
            @Parameters(arity = "1..*", paramLabel = "LOGIN", description = "The accounts' names.") List<String> logins)
            throws OperationException {
        return change(AccountsClient.request("enable"), logins);
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Does not run accounts until they are enabled again, after a restart neither: they are not"
                    + " connected.",
            footer = "  chameleon accounts disable alice bob")
    int disable(
            @Parameters(arity = "1..*", paramLabel = "LOGIN", description = "The accounts' names.") List<String> logins)
            throws OperationException {
        return change(AccountsClient.request("disable"), logins);
    }

    @Command(
            name = "settings",
            mixinStandardHelpOptions = true,
            description = "Shows what can be set for an account, what is set, and where.",
            footer = {"  chameleon accounts settings alice", "  chameleon accounts settings alice --json"})
    int settings(@Parameters(paramLabel = "LOGIN", description = "The account's name.") String login)
            throws OperationException {
        JsonNode answer = door().ask(AccountsClient.request("settings").put("account", login));
        if (json) {
            console().show(answer);
        } else {
            new AccountScreen(console()).settings(answer);
        }
        return 0;
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = {
                "Sets something for one account, in its own file; all else in it stays. The running host takes it"
                        + " over.",
                "Without a value a setting is taken away: what is set for all accounts, or else the default, holds"
                        + " again."
            },
            footer = {
                "  chameleon accounts set alice color-changer.enabled=false",
                "  chameleon accounts set alice color-changer.enabled= is_prime_or_turbo=true"
            })
    int set(
            @Parameters(index = "0", paramLabel = "LOGIN", description = "The account's name.") String login,
            @Parameters(
                            index = "1..*",
                            arity = "1..*",
                            paramLabel = "PLUGIN.SETTING=VALUE",
                            description = "What to set, or is_prime_or_turbo=VALUE; a value is JSON, or a text.")
                    List<String> settings)
            throws OperationException {
        ObjectNode request = AccountsClient.request("set").put("account", login);
        request.set("patch", SettingWords.patch(settings));
        return told(door().ask(request));
    }

    private int change(ObjectNode request, List<String> logins) throws OperationException {
        Json.put(request, "accounts", logins);
        return told(door().ask(request));
    }

    /** Shows the outcome of each; what was not done is shown as an error. */
    private int told(JsonNode answer) {
        return new AccountScreen(console()).told(answer, json, err());
    }

    private static long done(JsonNode answer) {
        return StreamSupport.stream(answer.path("results").spliterator(), false)
                .filter(result -> result.path("done").asBoolean())
                .count();
    }

    private AccountsClient door() {
        return AccountsClient.of(places);
    }
}
