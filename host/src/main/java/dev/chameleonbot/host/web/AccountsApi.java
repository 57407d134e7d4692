package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.host.accounts.AccountInfo;
import dev.chameleonbot.host.accounts.AccountOperations;
import dev.chameleonbot.host.accounts.AccountResult;
import dev.chameleonbot.host.config.ChannelNames;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.AccountCommands;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.control.StatusReport;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.web.ProblemException.Kind;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The accounts, and what is done with them. */
final class AccountsApi {
    private static final int MOST_ACCOUNTS = 5_000;
    private static final long COLOR_SECONDS = 20;

    private final HostOperations operations;
    private final BotHost host;
    private final AccountOperations accounts;

    AccountsApi(HostOperations operations) {
        this.operations = operations;
        this.host = operations.host();
        this.accounts = operations.accounts();
    }

    List<Route> routes() {
        String all = "/api/v1/accounts";
        String one = all + "/{login}";
        return List.of(
                Route.view(all, this::list),
                Route.operate("POST", all, this::add),
                Route.view(one, this::show),
                Route.operate("DELETE", one, this::remove),
                Route.operate("PUT", one + "/enabled", this::enable),
                Route.operate("POST", one + "/login", this::logIn),
                Route.operate("POST", one + "/channels", this::join),
                Route.operate("DELETE", one + "/channels/{channel}", this::leave),
                Route.operate("PUT", one + "/color", this::changeColor));
    }

    private void list(HttpCall call) throws IOException {
        Instant now = operations.now();
        Map<String, AccountDiagnostics> details = new HashMap<>();
        host.engine().diagnostics().forEach(one -> details.put(one.login(), one));
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("accounts");
        for (AccountStatus status : host.accounts()) {
            AccountDiagnostics known = details.get(status.login());
            rows.add(AccountRows.row(status, known == null ? Activity.NONE : known.activity(), now));
        }
        call.answer(json);
    }

    private void show(HttpCall call) throws ProblemException, IOException, OperationException {
        AccountStatus status = status(call.login());
        Optional<AccountDiagnostics> details = host.engine().diagnostics(status.login());
        Activity activity = details.map(AccountDiagnostics::activity).orElse(Activity.NONE);
        ObjectNode report = StatusReport.account(status, details);
        ObjectNode json = Json.object();
        AccountRows.fill(json, status, activity, operations.now());
        for (String name : List.of(
                "troubles",
                "login_prompt",
                "login_progress",
                "messages_heard",
                "plugins",
                "statuses",
                "queues",
                "budget_remaining",
                "breakers",
                "faults")) {
            json.set(name, report.path(name));
        }
        if (!call.mayOperate()) {
            json.putNull("login_prompt");
        }
        ArrayNode changes = json.putArray("changes");
        activity.recentChanges()
                .forEach(change -> changes.addObject()
                        .put("color", change.color().wireName())
                        .put("at", change.at().toString()));
        describe(json, accounts.find(status.login()));
        call.answer(json);
    }

    private static void describe(ObjectNode json, Optional<AccountInfo> configured) {
        json.put("origin", configured.map(AccountInfo::origin).orElse(""))
                .put("own_file", configured.filter(AccountInfo::isOwnFile).isPresent())
                .put(
                        "disabled_since",
                        configured
                                .flatMap(AccountInfo::disabledSince)
                                .map(Instant::toString)
                                .orElse(null))
                .put("problem", configured.flatMap(AccountInfo::problem).orElse(null));
        ArrayNode channels = json.putArray("channels");
        configured.ifPresent(one -> one.channels().forEach(channels::add));
    }

    private AccountStatus status(String login) throws ProblemException {
        return host.accounts().stream()
                .filter(status -> status.login().equals(login))
                .findFirst()
                .orElseThrow(() -> unknown(login));
    }

    private static ProblemException unknown(String login) {
        return ProblemException.notFound("There is no account '" + login + "'");
    }

    private void requireKnown(String login) throws ProblemException, OperationException {
        if (accounts.find(login).isEmpty()) {
            throw unknown(login);
        }
    }

    private void add(HttpCall call) throws ProblemException, IOException, OperationException {
        JsonNode list = call.object().path("accounts");
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_ACCOUNTS) {
            throw ProblemException.invalid("accounts must be a list of 1 to " + MOST_ACCOUNTS + " objects");
        }
        SequencedMap<String, JsonNode> elements = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            elements.put("accounts[" + i + "]", list.get(i));
        }
        answer(call, accounts.add(elements));
    }

    private void remove(HttpCall call) throws ProblemException, IOException, OperationException {
        boolean keepsTokens = call.query().flag("keep_tokens");
        requireKnown(call.login());
        answer(call, accounts.remove(List.of(call.login()), keepsTokens));
    }

    private void enable(HttpCall call) throws ProblemException, IOException, OperationException {
        boolean on = JsonBody.flag(call.object(), "enabled");
        requireKnown(call.login());
        answer(call, accounts.enable(List.of(call.login()), on));
    }

    private void logIn(HttpCall call) throws ProblemException, IOException, OperationException {
        requireKnown(call.login());
        operations.logIn(call.login());
        call.answer(202);
    }

    private void join(HttpCall call) throws ProblemException, IOException, OperationException {
        List<String> channels = JsonBody.texts(call.object(), "channels", ChannelNames.MOST);
        requireKnown(call.login());
        answer(call, List.of(accounts.changeChannels(call.login(), channels, true)));
    }

    private void leave(HttpCall call) throws ProblemException, IOException, OperationException {
        requireKnown(call.login());
        answer(call, List.of(accounts.changeChannels(call.login(), List.of(call.variable("channel")), false)));
    }

    private static void answer(HttpCall call, List<AccountResult> results) throws ProblemException, IOException {
        if (results.size() == 1 && !results.getFirst().done()) {
            throw ProblemException.refused(results.getFirst().message());
        }
        long done = results.stream().filter(AccountResult::done).count();
        call.note(
                results.size() == 1 ? results.getFirst().message() : done + " of " + results.size() + " are done",
                done > 0);
        call.answer(AccountCommands.json(results));
    }

    private void changeColor(HttpCall call) throws ProblemException, IOException, InterruptedException {
        String text = JsonBody.text(call.object(), "color", 20);
        ChatColor color = ChatColor.parse(text)
                .orElseThrow(() -> ProblemException.invalid(
                        "color must be #RRGGBB or one of Twitch's fifteen names, such as blue_violet"));
        AccountStatus status = status(call.login());
        CompletableFuture<ColorResult> answered = new CompletableFuture<>();
        if (!host.engine().changeColor(status.login(), color, answered::complete)) {
            throw ProblemException.refused(status.login() + " is not running, so its colour cannot be changed: it is "
                    + status.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        try {
            answer(call, answered.get(COLOR_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            throw new ProblemException(
                    Kind.REFUSED,
                    "Twitch has not accepted the colour yet; it is set when possible, unless a newer one replaces it");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void answer(HttpCall call, ColorResult result) throws IOException {
        String color = result.color().wireName();
        String outcome = FeedBuffer.outcome(result);
        String message = switch (result) {
            case ColorResult.Changed changed -> "The colour is " + color;
            case ColorResult.Superseded superseded -> "A newer colour replaced it";
            case ColorResult.HexRefused refused ->
                "Twitch accepts only presets for this account, because it has neither Prime nor" + " Turbo";
            case ColorResult.Limited limited ->
                "Twitch accepts no more colours for a while, and another one is already waiting";
            case ColorResult.Unauthorized unauthorized ->
                "Twitch does not let the account change its colour; it may have to log in again";
            case ColorResult.Failed failed -> failed.reason();
        };
        call.note(outcome + " " + color, result instanceof ColorResult.Changed);
        call.answer(Json.object().put("outcome", outcome).put("color", color).put("message", message));
    }
}
