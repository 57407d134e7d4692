package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Finds the accounts' blocks in a file, in each of the forms that the original takes. */
final class Users {
    private static final String KEY = "users";
    private static final String NAME = "username";
    private static final String EMPTY = "an empty list; at least one account is needed";

    private Users() {}

    /** Whether the root is itself the only account. */
    static boolean isOnlyUser(JsonNode root) {
        return root.isObject() && !root.has(KEY) && root.has(NAME);
    }

    /**
     * The blocks by their paths, in the order of the file.
     *
     * @param mayBeEmpty whether there need be none, as accounts have, or can get, files of their own
     */
    static SequencedMap<String, JsonNode> of(JsonNode root, boolean mayBeEmpty, Problems problems) {
        SequencedMap<String, JsonNode> blocks = new LinkedHashMap<>();
        if (isOnlyUser(root)) {
            blocks.put("", ((ObjectNode) root.deepCopy()).remove(ConfigKeys.ofHostAlone()));
            return blocks;
        }
        String path = root.isArray() ? "" : KEY;
        JsonNode users = root.isArray() ? root : root.path(KEY);
        if (mayBeEmpty && (users.isMissingNode() || users.isNull() || (users.isArray() && users.isEmpty()))) {
            return blocks;
        }
        if (users.isMissingNode() || users.isNull()) {
            problems.error(path, "is missing; it must be a list of at least one account");
        } else if (users.has(NAME)) {
            problems.warning(path, "is one account and is treated as a list; write \"users\": [{ … }]");
            blocks.put(path, users);
        } else if (!users.isArray()) {
            problems.error(path, "is " + ObjectReader.kind(users) + "; it must be a list of accounts");
        } else if (users.isEmpty()) {
            problems.error(path, path.isEmpty() ? "The file holds " + EMPTY : "is " + EMPTY);
        }
        for (int i = 0; users.isArray() && i < users.size(); i++) {
            blocks.put(path + "[" + i + "]", users.get(i));
        }
        return blocks;
    }
}
