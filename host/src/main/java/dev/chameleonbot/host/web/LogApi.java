package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.logging.LogFilter;
import dev.chameleonbot.host.logging.LogLine;
import dev.chameleonbot.host.logging.LogTail;
import dev.chameleonbot.host.web.EventStreams.Ending;
import dev.chameleonbot.host.web.ProblemException.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.event.Level;

/** The last lines of the log. */
record LogApi(LogTail tail) {
    private static final int USUAL = 200;
    private static final int LONGEST_TEXT = 200;

    List<Route> routes() {
        // A line may hold the code of a login.
        return List.of(Route.operate("GET", "/api/v1/log", this::show));
    }

    private void show(HttpCall call) throws ProblemException, IOException {
        LogFilter filter = new LogFilter(
                level(call, "level").orElse(Level.TRACE),
                text(call),
                call.query().parameter("account").orElse(""));
        int limit = (int) call.query().number("limit", USUAL, 1, LogTail.LINES);
        long after = call.query().number("after", 0, 0, Long.MAX_VALUE);
        List<LogLine> last = tail.lines(LogFilter.ALL, 0, 1);
        ObjectNode json = json(tail.lines(filter, after, limit));
        call.answer(json.put("last", last.isEmpty() ? 0 : last.getLast().sequence()));
    }

    private static String text(HttpCall call) throws ProblemException {
        String text = call.query().parameter("text").orElse("");
        if (text.length() > LONGEST_TEXT) {
            throw ProblemException.invalid("text must have at most " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    private static Optional<Level> level(HttpCall call, String name) throws ProblemException {
        Optional<String> given = call.query().parameter(name).filter(word -> !word.isEmpty());
        if (given.isPresent()
                && Arrays.stream(Level.values()).noneMatch(level -> level.name().equals(given.get()))) {
            throw ProblemException.invalid(name + " must be one of "
                    + Arrays.stream(Level.values()).map(Level::name).collect(Collectors.joining(", ")));
        }
        return given.map(Level::valueOf);
    }

    private static ObjectNode json(List<LogLine> lines) {
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("lines");
        lines.forEach(line -> all.addObject()
                .put("sequence", line.sequence())
                .put("at", line.at().toString())
                .put("level", line.level().name())
                .put("logger", line.logger())
                .put("thread", line.thread())
                .put("account", line.account().orElse(null))
                .put("plugin", line.plugin().orElse(null))
                .put("message", line.message())
                .put("exception", line.exception().orElse(null)));
        return json;
    }

    /**
     * Tells a client the lines to come, if it wants them.
     *
     * @param call asks for events, with the level of lines it wants too
     */
    Optional<Ending> follow(HttpCall call, Consumer<byte[]> client, Set<Runnable> flushes) throws ProblemException {
        Optional<Level> level = level(call, "log");
        if (level.isEmpty()) {
            return Optional.empty();
        }
        if (!call.mayOperate()) {
            throw new ProblemException(Kind.FORBIDDEN, "Your role, view, does not allow to see the log");
        }
        LogTail.Subscription lines = tail.subscribe(new LogFilter(level.get(), text(call), ""));
        Runnable flush = () -> {
            List<LogLine> news = lines.drain();
            long dropped = lines.dropped();
            if (!news.isEmpty() || dropped > 0) {
                client.accept(EventStreams.event("log", json(news).put("dropped", dropped)));
            }
        };
        flushes.add(flush);
        return Optional.of(() -> {
            flushes.remove(flush);
            lines.close();
        });
    }
}
