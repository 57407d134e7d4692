package dev.chameleonbot.host.web;

import dev.chameleonbot.host.config.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the page, as they are in the program: read and compressed when they are asked for first, and kept so.
 *
 * <p>The page's import map is the only script that does not come from a file; the policy names it by its hash.
 */
final class PageFiles {
    private static final String ROOT = "/dev/chameleonbot/host/web/page/";
    private static final String INDEX = "index.html";
    private static final Pattern NAME = Pattern.compile("([a-z0-9_-]+/)*[A-Za-z0-9_.-]+\\.([a-z0-9]+)");
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "json", "application/json",
            "webmanifest", "application/manifest+json",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final String policy;

    /** A file. */
    private static final class Kept {
        private final String type;
        private final byte[] compressed;
        /** Tells it from other versions of it. */
        private final String tag;

        Kept(String type, byte[] compressed, String tag) {
            this.type = type;
            this.compressed = compressed;
            this.tag = tag;
        }
    }

    PageFiles() throws IOException {
        byte[] index = read(INDEX).orElseThrow(() -> new IOException("The program lacks its page"));
        Matcher map = IMPORT_MAP.matcher(new String(index, StandardCharsets.UTF_8));
        String script = map.find() ? " 'sha256-" + hash(map.group(1).getBytes(StandardCharsets.UTF_8)) + "'" : "";
        this.policy = "default-src 'none'; script-src 'self'" + script + "; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
                + " frame-ancestors 'none'";
    }

    /** What the page may load, in a browser's words. */
    String policy() {
        return policy;
    }

    /**
     * Answers with a file.
     *
     * @param call asks for {@code /}, or for a file by its name
     * @throws ProblemException if there is none
     */
    void handle(HttpCall call) throws ProblemException, IOException {
        String path = call.rawPath().substring(1);
        String name = path.isEmpty() ? INDEX : path;
        Kept file = file(name).orElseThrow(() -> ProblemException.notFound("There is no such page"));
        // Requested again each time, and answered with nothing if it is the same: so an update is seen at once.
        call.answerHeader("Cache-Control", "no-cache");
        call.answerHeader("ETag", file.tag);
        call.answerHeader("Vary", "Accept-Encoding");
        if (call.header("If-None-Match").filter(file.tag::equals).isPresent()) {
            call.answer(304);
        } else {
            send(call, 200, name, file);
        }
    }

    /** Answers with the page, which finds out by itself that nobody is logged in. */
    void index(HttpCall call, int status) throws IOException {
        Kept file = file(INDEX).orElseThrow(() -> new IOException("The program lacks its page"));
        send(call, status, INDEX, file);
    }

    private static void send(HttpCall call, int status, String name, Kept file) throws IOException {
        if (call.takesGzip()) {
            call.send(status, file.type, file.compressed, true);
        } else {
            byte[] plain = read(name).orElseThrow(() -> new IOException("The page's " + name + " is gone"));
            call.send(status, file.type, plain, false);
        }
    }

    private Optional<Kept> file(String name) throws IOException {
        Kept known = kept.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Matcher matcher = NAME.matcher(name);
        String type = matcher.matches() ? TYPES.get(matcher.group(2)) : null;
        if (type == null) {
            return Optional.empty();
        }
        Optional<byte[]> content = read(name);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Kept read = new Kept(type, HttpCall.gzip(content.get()), '"' + hash(content.get()) + '"');
        kept.put(name, read);
        return Optional.of(read);
    }

    private static Optional<byte[]> read(String name) throws IOException {
        try (InputStream in = PageFiles.class.getResourceAsStream(ROOT + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    private static String hash(byte[] bytes) {
        return Base64.getEncoder().encodeToString(Sha256.begin().digest(bytes));
    }
}
