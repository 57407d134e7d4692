package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.ControlClient;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.web.AccessFile;
import dev.chameleonbot.host.web.AccessRules;
import dev.chameleonbot.host.web.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code web}: where the page in the browser is, and who may use it. */
@Command(
        name = "web",
        mixinStandardHelpOptions = true,
        description = {
            "Says where the page in the browser is, and who may use it from elsewhere.",
            "The page is on with 'chameleon run --web', or with \"web\": {} in the configuration."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = WebCommand.TokenCommand.class,
        exitCodeList = {"0:Done.", "1:Not done.", "2:Wrong usage, or something cannot be read."},
        footer = {"  chameleon web address", "  chameleon web password", "  chameleon web token add grafana --role view"
        })
final class WebCommand extends CommandGroup {
    @Mixin
    private final StateOption state = new StateOption();

    private AccessFile access() throws OperationException {
        DataOption.requireOwn(state.folders());
        return new AccessFile(state.directory());
    }

    @Command(
            name = "address",
            mixinStandardHelpOptions = true,
            description = {
                "Prints the address of a running host's page.",
                "It logs in anyone who opens it, so treat it like a password until the host restarts."
            },
            footer = "  chameleon web address")
    int address() throws OperationException {
        JsonNode answer = state.ask(ControlClient.request("web"));
        if (json) {
            console().show(answer);
        } else {
            console().show(answer.path("address").asText());
        }
        return 0;
    }

    @Command(
            name = "password",
            mixinStandardHelpOptions = true,
            description = {
                "Sets or removes the password for logins to the page from anywhere.",
                "Sessions of the old password end. A running host applies it at once."
            },
            footer = {"  chameleon web password", "  chameleon web password --password-file secret.txt"})
    int password(
            @Option(
                            names = "--password-file",
                            paramLabel = "FILE",
                            description = "A file whose first line is the password (default: it is asked for on the"
                                    + " terminal).")
                    @Nullable
                    Path file,
            @Option(names = "--remove", description = "Takes the password away.") boolean remove)
            throws OperationException {
        AccessFile access = access();
        try {
            if (remove) {
                boolean was = access.removePassword();
                console().remark(was ? "The password is removed." : "There was no password.");
                return 0;
            }
            Secret password = file == null
                    ? SecretInput.typedTwice("Password for the page: ", "password")
                            .orElseThrow(() -> wrongUsage(
                                    "A password is needed, and there is no terminal to ask for it: name a file with"
                                            + " --password-file"))
                    : SecretInput.in(file, "password");
            access.setPassword(password);
            console().remark("The password is set.");
            return 0;
        } catch (IllegalArgumentException | IOException e) {
            throw new CommandFailedException(e.getMessage());
        }
    }

    /** {@code web token}: the tokens of programs. */
    @Command(
            name = "token",
            mixinStandardHelpOptions = true,
            description = "The tokens with which programs use the interface behind the page.",
            synopsisSubcommandLabel = "COMMAND",
            exitCodeList = {"0:Done.", "1:Not done.", "2:Wrong usage."},
            footer = {
                "  chameleon web token add grafana --role view",
                "  chameleon web token list",
                "  chameleon web token remove grafana"
            })
    static final class TokenCommand extends CliCommand implements Runnable {
        @ParentCommand
        @SuppressWarnings("NullAway.Init") // set by picocli
        private WebCommand web;

        @Override
        public void run() {
            throw wrongUsage("Name a subcommand of 'web token'");
        }

        @Command(
                name = "add",
                mixinStandardHelpOptions = true,
                description = {
                    "Makes a token and prints it; it is kept nowhere, and cannot be shown again.",
                    "A program sends it as 'Authorization: Bearer TOKEN'."
                },
                footer = "  chameleon web token add grafana --role view > grafana.token")
        int add(
                @Parameters(paramLabel = "NAME", description = "What it is called, such as the program's name.")
                        String name,
                @Option(
                                names = "--role",
                                paramLabel = "ROLE",
                                required = true,
                                description =
                                        "view: sees all but the codes of logins, the log, the alerts and the audit"
                                                + " log; operate: sees and does all.")
                        Role role)
                throws OperationException {
            try {
                Secret token = web.access().addToken(name, role, Instant.now());
                if (web.json) {
                    web.console()
                            .show(Json.object()
                                    .put("name", name)
                                    .put("role", role.word())
                                    .put("token", token.reveal()));
                } else {
                    web.console().show(token.reveal());
                }
                return 0;
            } catch (IllegalArgumentException | IOException e) {
                throw new CommandFailedException(e.getMessage());
            }
        }

        @Command(
                name = "list",
                mixinStandardHelpOptions = true,
                description = "Lists the tokens by their names.",
                footer = "  chameleon web token list")
        int list() {
            AccessRules rules;
            try {
                rules = new AccessFile(web.state.directory()).rules();
            } catch (IOException e) {
                throw new CommandFailedException(e.getMessage());
            }
            if (web.json) {
                ObjectNode answer = Json.object();
                ArrayNode all = answer.putArray("tokens");
                rules.tokens()
                        .forEach(token -> all.addObject()
                                .put("name", token.name())
                                .put("role", token.role().word())
                                .put("created", token.created().toString()));
                web.console().show(answer);
                return 0;
            }
            rules.tokens()
                    .forEach(token -> web.console()
                            .show(String.format(
                                    Locale.ROOT,
                                    "%-24s %-8s since %s",
                                    token.name(),
                                    token.role().word(),
                                    token.created())));
            if (rules.tokens().isEmpty()) {
                web.console().remark("There is no token.");
            }
            return 0;
        }

        @Command(
                name = "remove",
                mixinStandardHelpOptions = true,
                description = "Takes a token away: what uses it is refused from then on.",
                footer = "  chameleon web token remove grafana")
        int remove(@Parameters(paramLabel = "NAME", description = "What it is called.") String name)
                throws OperationException {
            try {
                if (!web.access().removeToken(name)) {
                    throw new CommandFailedException("There is no token " + name);
                }
                web.console().remark("The token " + name + " is removed.");
                return 0;
            } catch (IOException e) {
                throw new CommandFailedException(e.getMessage());
            }
        }
    }
}
