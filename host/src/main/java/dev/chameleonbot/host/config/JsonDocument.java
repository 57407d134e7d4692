package dev.chameleonbot.host.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The text of a configuration file as JSON with comments and trailing commas.
 *
 * <p>Sentences about broken text are made here from the place alone: the parser's own quote the text, and so tokens.
 */
final class JsonDocument {
    private static final int LARGEST = 16 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(50).build());
    }

    private JsonDocument() {}

    static JsonNode read(Path file) throws UnreadableConfigException {
        String text = text(file);
        try {
            JsonNode root = JSON.readTree(text);
            if (root.isMissingNode()) {
                throw new UnreadableConfigException(file + " is empty");
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : ", line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw new UnreadableConfigException(file + where + ": " + kind(e));
        }
    }

    private static String kind(JsonProcessingException e) {
        if (e instanceof JsonEOFException) {
            return "the file ends in the middle; a bracket, a brace or a quote is not closed";
        }
        if (e instanceof StreamConstraintsException) {
            return "brackets are nested too deeply or a value is too long";
        }
        String original = String.valueOf(e.getOriginalMessage());
        if (original.startsWith("Duplicate field")) {
            return "this key stands twice in one object";
        }
        if (original.startsWith("Trailing token")) {
            return "there is something after the end of the JSON object";
        }
        return "this is not JSON; look for a missing comma, quote or brace here or just before";
    }

    private static String text(Path file) throws UnreadableConfigException {
        if (Files.isDirectory(file)) {
            throw new UnreadableConfigException(file + " is a directory, not a configuration file");
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new UnreadableConfigException(file + " is larger than 16 MiB; that is no configuration file");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new UnreadableConfigException("There is no file " + file.toAbsolutePath());
        } catch (CharacterCodingException e) {
            throw new UnreadableConfigException(file + " is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            throw new UnreadableConfigException(file + " cannot be read; check its permissions");
        }
    }
}
