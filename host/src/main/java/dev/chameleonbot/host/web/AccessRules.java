package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may use the web besides the machine's own user. Immutable.
 *
 * @param password the hash of the password; empty if none is set
 * @param tokens the tokens of programs, with different names
 */
public record AccessRules(Optional<String> password, List<Token> tokens) {
    /** Nobody. */
    public static final AccessRules NONE = new AccessRules(Optional.empty(), List.of());

    public AccessRules {
        tokens = List.copyOf(tokens);
    }

    /**
     * A program's token.
     *
     * @param hash its SHA-256, in hexadecimal digits
     */
    public record Token(String name, Role role, String hash, Instant created) {

        @Override
        public String toString() {
            return name + " (" + role.word() + ")";
        }
    }

    /** Whether anybody can get in from elsewhere. */
    public boolean isEmpty() {
        return password.isEmpty() && tokens.isEmpty();
    }

    public Optional<Token> token(String name) {
        return tokens.stream().filter(token -> token.name().equals(name)).findFirst();
    }

    AccessRules withPassword(Optional<String> hash) {
        return new AccessRules(hash, tokens);
    }

    AccessRules with(Token token) {
        List<Token> more = new ArrayList<>(tokens);
        more.add(token);
        return new AccessRules(password, more);
    }

    AccessRules without(Token token) {
        return new AccessRules(
                password, tokens.stream().filter(one -> !one.equals(token)).toList());
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        password.ifPresent(hash -> json.put("password", hash));
        ArrayNode all = json.putArray("tokens");
        tokens.forEach(token -> all.addObject()
                .put("name", token.name())
                .put("role", token.role().word())
                .put("sha256", token.hash())
                .put("created", token.created().toString()));
        return json;
    }

    static AccessRules of(JsonNode json) throws IOException {
        List<Token> tokens = new ArrayList<>();
        try {
            for (JsonNode token : json.path("tokens")) {
                tokens.add(new Token(
                        token.required("name").asText(),
                        Role.valueOf(token.required("role").asText().toUpperCase(Locale.ROOT)),
                        token.required("sha256").asText(),
                        Instant.parse(token.required("created").asText())));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("it is damaged", e);
        }
        return new AccessRules(Optional.of(json.path("password").asText("")).filter(hash -> !hash.isEmpty()), tokens);
    }

    @Override
    public String toString() {
        return (password.isPresent() ? "a password, " : "no password, ") + tokens;
    }
}
