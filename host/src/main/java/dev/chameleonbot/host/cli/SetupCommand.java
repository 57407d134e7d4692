package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.engine.LoginCode;
import dev.chameleonbot.engine.TwitchApplication;
import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.host.accounts.AccountList;
import dev.chameleonbot.host.config.ChannelNames;
import dev.chameleonbot.host.config.FirstConfiguration;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.AccountCommands;
import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.host.setup.ChosenChannels;
import dev.chameleonbot.host.setup.FirstSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code setup}: from nothing to an account that runs, question by question. */
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = {
            "Leads from nothing to the first account: the application at Twitch, the login, the channels.",
            "Where a configuration is there already, it adds an account to it."
        },
        exitCodeList = {"0:Done.", "1:Not done.", "2:Wrong usage, or nobody answers.", "130:Ctrl-C has ended it."},
        footer = {"  chameleon setup", "  chameleon setup --client-id abc123 --channels @own,somestreamer --yes --run"})
final class SetupCommand extends CliCommand implements Callable<Integer> {
    private final StopSignal stop;
    private final BufferedReader in;
    private final Map<String, String> environment;

    @Mixin
    private final PlacesOption places = new PlacesOption();

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "The Client ID of your application in Twitch's developer console.")
    private @Nullable String clientId;

    @Option(
            names = "--channels",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Where to listen, separated by commas: names, @own (the account's own channel), @followed (those"
                            + " that it follows).")
    private @Nullable List<String> channels;

    @Option(
            names = {"-y", "--yes"},
            description = "Takes what is proposed without asking; the client id and the login are still needed.")
    private boolean yes;

    @Option(
            names = "--run",
            negatable = true,
            description = "Runs it when all is set up, or does not; without it that is asked, and with --yes not done.")
    private @Nullable Boolean run;

    SetupCommand(StopSignal stop) {
        this(stop, new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())), System.getenv());
    }

    SetupCommand(StopSignal stop, BufferedReader in, Map<String, String> environment) {
        this.stop = stop;
        this.in = in;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException, OperationException {
        AccountsClient door = AccountsClient.of(places, environment);
        Path config = door.folders().config().path();
        Dialog dialog = Dialog.of(spec, in, yes, stop);
        Optional<String> known = door.clientId();
        refuseAnotherApplication(known, config);
        refuseWhereUsersHaveTheirOwn(door, known, config);
        dialog.say("Chameleon changes the colour of an account's name whenever it writes in chat.");
        dialog.say(
                known.isPresent()
                        ? "The configuration " + config + " is there; this adds an account to it."
                        : "This makes the configuration " + config + ".");
        if (door.configuration().isEmpty() && !FirstConfiguration.isWritable(config)) {
            throw new CommandFailedException(
                    config + " cannot be written by this user; fix that, or name another folder with --data");
        }
        if (!door.isRunning()) {
            door.requireOwnData();
        }
        if (known.isEmpty() && clientId == null) {
            explainTheApplication(dialog);
        }
        Begun begun = begin(dialog, known, door);
        try (TwitchApplication application = begun.application()) {
            return goOn(dialog, door, begun, application);
        }
    }

    private int goOn(Dialog dialog, AccountsClient door, Begun begun, TwitchApplication application)
            throws InterruptedException, OperationException {
        List<String> wanted = channels(dialog);
        Set<String> scopes = door.scopes(wanted);
        LoginCode code = scopes.equals(begun.scopes()) ? begun.code() : LoginDialog.codeOf(application, scopes);
        AuthorizedAccount account = new LoginDialog(console(), false, stop).logIn(application, code, scopes);
        dialog.say("", "Logged in as " + account.login() + ".");
        tellOfColours(application, account, dialog);
        if (door.configuration().isEmpty()) {
            create(door.folders().config().path(), begun.clientId(), dialog);
        }
        JsonNode answer = door.ask(AccountCommands.adopt(AccountList.block(account.login(), wanted), account));
        int told = new AccountScreen(console()).told(answer, false, err());
        return told == 0 ? runIt(dialog, door, account) : told;
    }

    private static void create(Path config, String clientId, Dialog dialog) {
        try {
            FirstConfiguration.write(config, clientId);
            dialog.say(config + " is written.");
        } catch (IOException e) {
            throw new CommandFailedException(config + " cannot be written: " + IoWords.ofCreating(e)
                    + ". Fix that, or name another folder with --data");
        }
    }

    private void refuseAnotherApplication(Optional<String> known, Path config) {
        if (known.isPresent() && clientId != null && !known.get().equals(clientId)) {
            throw new CommandFailedException(
                    "The client_id in " + config + " is another one; change it there, or leave --client-id away");
        }
    }

    /** The file is the user's, so the application cannot be put into it. */
    private static void refuseWhereUsersHaveTheirOwn(AccountsClient door, Optional<String> known, Path config)
            throws OperationException {
        if (known.isEmpty() && door.configuration().isPresent()) {
            throw new CommandFailedException(
                    config + " is there and names no application for all accounts: put \"client_id\": \"…\" at its top"
                            + " level, next to \"users\", then run this again. Accounts that have their own keep it");
        }
    }

    private static void explainTheApplication(Dialog dialog) {
        dialog.say("", "First, Twitch wants to know the program. Once, for all of your accounts:");
        for (int i = 0; i < FirstSetup.APPLICATION_STEPS.size(); i++) {
            dialog.say(
                    "  " + (i + 1) + ". " + FirstSetup.APPLICATION_STEPS.get(i).replace("\n", "\n     "));
        }
        dialog.say("");
    }

    private List<String> channels(Dialog dialog) {
        if (channels != null) {
            try {
                return ChosenChannels.of(channels).names();
            } catch (OperationException e) {
                throw CommandFailedException.unreadable("--channels: " + e.getMessage());
            }
        }
        while (true) {
            String answer = dialog.ask(
                    "Channels to listen in, separated by commas; " + ChannelNames.OWN
                            + " is the account's own, @followed all that it follows",
                    ChannelNames.OWN,
                    "--channels");
            try {
                return ChosenChannels.of(List.of(answer.split("[,;\\s]+"))).names();
            } catch (OperationException e) {
                dialog.say(e.getMessage());
            }
        }
    }

    /** An application that Twitch knows, with its first code and what that asks for. */
    private record Begun(String clientId, TwitchApplication application, LoginCode code, Set<String> scopes) {}

    private Begun begin(Dialog dialog, Optional<String> known, AccountsClient door) throws OperationException {
        Set<String> scopes = door.scopes(channels == null ? List.of() : channels);
        Optional<String> given = known.or(() -> Optional.ofNullable(clientId));
        while (true) {
            String id = given.orElseGet(() -> dialog.ask("Client ID", "--client-id"));
            if (!FirstConfiguration.isClientId(id)) {
                String problem = "This is no Client ID: it has a blank or a character that Twitch's do not have";
                if (given.isPresent()) {
                    throw CommandFailedException.unreadable("--client-id: " + problem);
                }
                dialog.say(problem + ".");
                continue;
            }
            TwitchApplication application = door.application(id);
            boolean begun = false;
            try {
                LoginCode code = application.askForCode(scopes);
                begun = true;
                return new Begun(id, application, code, scopes);
            } catch (TwitchCallException e) {
                if (!mayBeTriedAgain(dialog, e, given.isPresent())) {
                    throw LoginDialog.failure(e);
                }
            } finally {
                if (!begun) {
                    application.close();
                }
            }
        }
    }

    private boolean mayBeTriedAgain(Dialog dialog, TwitchCallException failure, boolean isIdGiven) {
        return switch (failure.kind()) {
            case UNKNOWN_CLIENT -> {
                if (!isIdGiven) {
                    dialog.say(failure.getMessage() + ".", failure.advice().orElse(""));
                }
                yield !isIdGiven;
            }
            case UNREACHABLE -> !yes && dialog.confirm(failure.getMessage() + ". Try again?", true, "--yes");
            default -> false;
        };
    }

    /** What is found out here the host finds out again by itself: it may change any day. */
    private static void tellOfColours(TwitchApplication application, AuthorizedAccount account, Dialog dialog) {
        try {
            dialog.say(
                    application.takesAnyColor(account)
                            ? "Twitch accepts any colour for it."
                            : "Twitch accepts only the fifteen presets, because the account has neither Prime nor"
                                    + " Turbo; hex colours are tried once a day.");
        } catch (TwitchCallException e) {
            dialog.say("Which colours it may have is not known yet (" + e.getMessage() + "); that is found out later.");
        }
    }

    private int runIt(Dialog dialog, AccountsClient door, AuthorizedAccount account) throws OperationException {
        if (door.isRunning()) {
            dialog.say("The running host has taken it over; see 'chameleon status'.");
            return 0;
        }
        List<String> words = new ArrayList<>(List.of("run"));
        words.addAll(places.given());
        boolean now = run == null ? !yes && dialog.confirm("Run it now?", true, "--run or --no-run") : run;
        if (!now) {
            dialog.say("Run it with: chameleon " + shown(words));
            return 0;
        }
        dialog.say("", "Write something in chat as " + account.login() + ", and see its colour change.");
        String[] said = words.toArray(String[]::new);
        return ChameleonCommand.commandLine(stop, said)
                .setOut(spec.commandLine().getOut())
                .setErr(err())
                .execute(said);
    }

    /** As they are typed in a shell. */
    private static String shown(List<String> words) {
        return words.stream()
                .map(word -> word.contains(" ") ? '"' + word + '"' : word)
                .collect(Collectors.joining(" "));
    }
}
