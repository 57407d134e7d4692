package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.ControlClient;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.host.text.Counted;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code login}: gets an account of a running host new tokens. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = {
            "Logs an account of a running host in: shows an address and a code, and waits until you have agreed.",
            "Ctrl-C ends the command; the code stays valid, and the host keeps waiting for it."
        },
        exitCodeList = {
            "0:Logged in.",
            "1:Refused, or no host is running.",
            "2:Wrong usage.",
            "130:Ctrl-C has ended the waiting."
        },
        footer = {"  chameleon login alice", "  chameleon login alice --json | jq --unbuffered .login_prompt"})
final class LoginCommand extends CliCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final StopSignal stop;

    @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = "The account's name on Twitch.")
    private @Nullable String account;

    @Option(names = "--next", description = "Takes the next account that needs a login, in the configuration's order.")
    private boolean next;

    @Option(
            names = "--json",
            description = "Prints a line of JSON for each code to be entered, and one when the account is logged in.")
    private boolean json;

    @Mixin
    private final StateOption host = new StateOption();

    LoginCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException, OperationException {
        String login = login();
        JsonNode before = find(login).orElse(MissingNode.getInstance());
        host.ask(ControlClient.request("login").put("account", login));
        Console console = console(json);
        LoginScreen screen = LoginScreen.on(console);
        String shown = "";
        String told = "";
        while (!stop.await(BETWEEN_LOOKS)) {
            JsonNode status = status(login);
            if (!status.path("login_progress").asText().equals("UNDER_WAY")) {
                int code = outcome(login, status, console);
                tellOfOthers(console);
                return code;
            }
            JsonNode prompt = status.path("login_prompt");
            String code = prompt.path("user_code").asText();
            if (prompt.isObject() && !code.equals(shown)) {
                if (json) {
                    console.showLine(object(login).set("login_prompt", prompt));
                } else {
                    screen.show(
                            login,
                            new LoginPrompt(
                                    URI.create(prompt.path("verification_uri").asText()),
                                    code,
                                    Instant.parse(prompt.path("expires_at").asText())));
                }
                shown = code;
            }
            String problem = problemSince(before, status);
            if (!prompt.isObject() && !problem.equals(told)) {
                console.remark(problem);
                told = problem;
            }
        }
        return ExitCode.INTERRUPTED.code();
    }

    private String login() throws OperationException {
        if (next == (account != null)) {
            throw wrongUsage("Say which account, or --next");
        }
        return account == null
                ? waiting().findFirst().orElseThrow(() -> new CommandFailedException("No account needs a login"))
                : account.toLowerCase(Locale.ROOT);
    }

    private Stream<String> waiting() throws OperationException {
        return StreamSupport.stream(
                        host.ask(ControlClient.request("status"))
                                .path("accounts")
                                .spliterator(),
                        false)
                .filter(one -> one.path("state").asText().equals("NEEDS_LOGIN"))
                .map(one -> one.path("login").asText());
    }

    private void tellOfOthers(Console console) throws OperationException {
        long others = waiting().count();
        if (next && others > 0) {
            console.remark(Counted.of(others, "more account") + (others == 1 ? " needs" : " need")
                    + " a login: chameleon login --next");
        }
    }

    /** What has gone wrong since an earlier status; empty where the last thing that did is older. */
    static String problemSince(JsonNode before, JsonNode status) {
        boolean isOld = Stream.of("last_error", "last_error_at")
                .allMatch(part -> status.path(part).equals(before.path(part)));
        return isOld ? "" : status.path("last_error").asText("");
    }

    private static ObjectNode object(String login) {
        return Json.object().put("account", login);
    }

    private int outcome(String login, JsonNode status, Console console) {
        if (status.path("login_progress").asText().equals("SUCCEEDED")) {
            console.remark(login + " is logged in.");
            if (json) {
                console.showLine(object(login).put("logged_in", true));
            }
            return 0;
        }
        if (!status.path("login_progress").asText().equals("FAILED")) {
            throw new CommandFailedException(
                    "The login ended because the account restarted; run 'chameleon login " + login + "' again");
        }
        String advice = status.path("advice").asText("");
        throw new CommandFailedException(login + " was not logged in: "
                + status.path("last_error").asText("no reason is known") + (advice.isEmpty() ? "" : ". " + advice));
    }

    private JsonNode status(String login) throws OperationException {
        return find(login)
                .orElseThrow(() -> new CommandFailedException(login + " is no longer in the host's configuration"));
    }

    private Optional<JsonNode> find(String login) throws OperationException {
        for (JsonNode one : host.ask(ControlClient.request("status")).path("accounts")) {
            if (one.path("login").asText().equals(login)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
