package dev.chameleonbot.engine.helix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * A call of Helix that the engine makes itself.
 *
 * @param path where, behind Helix's base, such as {@code /users}
 * @param query the parameters; a name may come several times
 * @param json the body; null for none
 */
public record HelixRequest(
        String method,
        String path,
        List<Map.Entry<String, String>> query,
        @Nullable String json) {
    private static final MediaType JSON = MediaType.get("application/json");

    /** Copies the list. */
    public HelixRequest {
        query = List.copyOf(query);
    }

    /** Asks for something. */
    public static HelixRequest get(String path) {
        return new HelixRequest("GET", path, List.of(), null);
    }

    /** Creates something. */
    public static HelixRequest post(String path, String json) {
        return new HelixRequest("POST", path, List.of(), json);
    }

    /** Deletes something. */
    public static HelixRequest delete(String path) {
        return new HelixRequest("DELETE", path, List.of(), null);
    }

    /** The same request with one more parameter. */
    public HelixRequest with(String name, String value) {
        return withEach(name, List.of(value));
    }

    /** The same request with a parameter for each value. */
    public HelixRequest withEach(String name, List<String> values) {
        List<Map.Entry<String, String>> more = new ArrayList<>(query);
        values.forEach(value -> more.add(Map.entry(name, value)));
        return new HelixRequest(method, path, more, json);
    }

    /** As OkHttp has it, without credentials. */
    Request.Builder toHttp(HttpUrl base) {
        HttpUrl.Builder url = base.newBuilder().addPathSegments(path.substring(1));
        query.forEach(parameter -> url.addQueryParameter(parameter.getKey(), parameter.getValue()));
        return new Request.Builder()
                .url(url.build())
                .method(method, json == null ? null : RequestBody.create(json, JSON));
    }

    /** Method and path: nothing of it is secret or long. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
