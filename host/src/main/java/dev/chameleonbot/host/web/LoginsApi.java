package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.host.config.ChannelNames;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.setup.AccountEnrolments;
import dev.chameleonbot.host.setup.Enrolment;
import dev.chameleonbot.host.setup.QrMatrix;
import dev.chameleonbot.host.web.ProblemException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The logins in progress: of accounts that are being added, and of those that have to log in again. */
record LoginsApi(HostOperations operations, AccountEnrolments enrolments) {
    private static final String NEW = "new-";
    private static final int LONGEST_LOGIN = 25;

    List<Route> routes() {
        String all = "/api/v1/logins";
        String one = all + "/{id}";
        return List.of(
                Route.view(all, this::list),
                Route.operate("POST", all, this::begin),
                Route.view(one, this::show),
                Route.operate("DELETE", one, this::cancel),
                Route.operate("POST", one + "/confirm", this::confirm),
                Route.operate("GET", one + "/qr", this::qr));
    }

    /** What changes whenever a login does. */
    Object revision() {
        return List.of(
                enrolments.list(), waiting().stream().map(AccountStatus::prompt).toList());
    }

    private List<AccountStatus> waiting() {
        return operations.host().accounts().stream()
                .filter(status -> status.prompt().isPresent())
                .toList();
    }

    private void list(HttpCall call) throws IOException {
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("logins");
        enrolments.list().forEach(enrolment -> all.add(json(call, enrolment)));
        waiting().forEach(status -> all.add(json(call, status)));
        call.answer(json);
    }

    private static ObjectNode json(HttpCall call, Enrolment enrolment) {
        boolean isOther = enrolment.progress() == Enrolment.Progress.OTHER_ACCOUNT;
        ObjectNode json = Json.object()
                .put("id", NEW + enrolment.id())
                .put("account", enrolment.login().or(enrolment::expected).orElse(null))
                .put("state", Json.word(enrolment.progress()))
                .put("message", message(enrolment))
                .put("warning", isOther ? enrolment.message() : null);
        prompt(call, json, enrolment.progress().isOver() ? Optional.empty() : Optional.of(enrolment.prompt()));
        Json.put(json, "channels", enrolment.channels());
        return json;
    }

    private static String message(Enrolment enrolment) {
        return enrolment.message().isEmpty() && enrolment.progress() == Enrolment.Progress.WAITING
                ? "Open the address, log in as the account, and enter the code"
                : enrolment.message();
    }

    private static ObjectNode json(HttpCall call, AccountStatus status) {
        ObjectNode json = Json.object()
                .put("id", status.login())
                .put("account", status.login())
                .put("state", "waiting")
                .put("message", "Open the address, log in as " + status.login() + ", and enter the code")
                .put("warning", warning(status).orElse(null));
        prompt(call, json, status.prompt());
        json.putArray("channels");
        return json;
    }

    /** For example, a login as another account. */
    private static Optional<String> warning(AccountStatus status) {
        // What lasts is that it has no token; what went wrong with a code is over, as another one follows.
        return status.lastTrouble()
                .filter(trouble ->
                        trouble.kind() == Trouble.Kind.LOGIN && trouble.over().isPresent())
                .map(Trouble::problem);
    }

    /** A code lets anyone who has it log in, so only operators see it. */
    private static void prompt(HttpCall call, ObjectNode json, Optional<LoginPrompt> prompt) {
        Optional<LoginPrompt> shown = prompt.filter(there -> call.mayOperate());
        json.put("verification_uri", Json.text(shown.map(there -> there.verificationUri())))
                .put("user_code", shown.map(LoginPrompt::userCode).orElse(null))
                .put("expires_at", Json.text(prompt.map(there -> there.expiresAt())));
    }

    private void begin(HttpCall call) throws ProblemException, IOException, OperationException {
        ObjectNode object = call.object();
        List<String> channels = JsonBody.texts(object, "channels", ChannelNames.MOST);
        Optional<String> expected =
                object.has("login") ? Optional.of(JsonBody.text(object, "login", LONGEST_LOGIN)) : Optional.empty();
        Enrolment begun =
                expected.isPresent() ? enrolments.begin(channels, expected.get()) : enrolments.begin(channels);
        call.note("login " + NEW + begun.id());
        call.answer(201, json(call, begun));
    }

    private Optional<Enrolment> enrolment(String id) {
        return id.startsWith(NEW) ? enrolments.get(id.substring(NEW.length())) : Optional.empty();
    }

    private Optional<AccountStatus> account(String login) {
        return waiting().stream().filter(status -> status.login().equals(login)).findFirst();
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("There is no such login, or it has been over for long");
    }

    private void show(HttpCall call) throws ProblemException, IOException {
        String id = call.variable("id");
        Optional<Enrolment> enrolment = enrolment(id);
        call.answer(
                enrolment.isPresent()
                        ? json(call, enrolment.get())
                        : json(call, account(id).orElseThrow(LoginsApi::unknown)));
    }

    private void cancel(HttpCall call) throws ProblemException, IOException {
        Enrolment enrolment = enrolment(call.variable("id")).orElseThrow(LoginsApi::unknown);
        if (!enrolments.cancel(enrolment.id()) && !enrolment.progress().isOver()) {
            throw new ProblemException(Kind.REFUSED, "Somebody has agreed just now; the account is being added");
        }
        call.answer(204);
    }

    private void confirm(HttpCall call) throws ProblemException, IOException {
        Enrolment enrolment = enrolment(call.variable("id")).orElseThrow(LoginsApi::unknown);
        if (!enrolments.confirm(enrolment.id())) {
            throw ProblemException.refused("This login waits for no such word");
        }
        call.answer(204);
    }

    private void qr(HttpCall call) throws ProblemException, IOException {
        String id = call.variable("id");
        LoginPrompt prompt = enrolment(id)
                .filter(enrolment -> !enrolment.progress().isOver())
                .map(Enrolment::prompt)
                .or(() -> account(id).flatMap(AccountStatus::prompt))
                .orElseThrow(LoginsApi::unknown);
        call.answer(
                200,
                "image/svg+xml",
                QrMatrix.of(prompt.verificationUri().toString()).svg().getBytes(StandardCharsets.UTF_8));
    }
}
