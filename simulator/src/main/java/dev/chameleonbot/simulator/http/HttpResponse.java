package dev.chameleonbot.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** An ordinary answer. */
public final class HttpResponse implements Answer {
    static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] NO_BODY = {};

    private final int status;
    private final String headers;
    private final String contentType;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param status the status code
     * @param headers complete header lines, each with its CR LF, or an empty text
     * @param contentType the type of the body, or an empty text
     * @param body the body, empty for none
     */
    public HttpResponse(int status, String headers, String contentType, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.contentType = contentType;
        this.body = body;
    }

    /** An answer in JSON. */
    public static HttpResponse json(int status, byte[] body) {
        return new HttpResponse(status, "", "application/json", body);
    }

    /** An answer without a body. */
    public static HttpResponse empty(int status) {
        return new HttpResponse(status, "", "", NO_BODY);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The same answer with further header lines. */
    public HttpResponse with(String lines) {
        return new HttpResponse(status, headers + lines, contentType, body);
    }

    /** The same answer with another body. */
    public HttpResponse rewritten(UnaryOperator<String> rewriting) {
        String text = rewriting.apply(new String(body, StandardCharsets.UTF_8));
        return new HttpResponse(status, headers, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] encode(boolean keepAlive, boolean withBody) {
        StringBuilder head = new StringBuilder(192)
                .append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason(status))
                .append("\r\n")
                .append(headers);
        if (!contentType.isEmpty()) {
            head.append("Content-Type: ").append(contentType).append("\r\n");
        }
        if (status != 204) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        if (!keepAlive) {
            head.append("Connection: close\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        if (body.length == 0 || !withBody) {
            return start;
        }
        byte[] bytes = new byte[start.length + body.length];
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(body, 0, bytes, start.length, body.length);
        return bytes;
    }

    /** The usual words for a status, as Twitch also writes them into {@code error}. */
    public static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 202 -> "Accepted";
            case 204 -> "No Content";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 422 -> "Unprocessable Entity";
            case 426 -> "Upgrade Required";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Status " + status;
        };
    }
}
