package dev.chameleonbot.engine.helix;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.helix.HelixElement.OddElementException;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.resilience.RemoteException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One page of a list of Helix's, {@code {"data":[…],"pagination":{"cursor":…}}}, read one element at a time: one that
 * cannot be read spoils no other.
 *
 * @param cursor where the next page begins; empty on the last one
 */
public record HelixPage<T>(List<T> elements, Optional<String> cursor) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the list. */
    public HelixPage {
        elements = List.copyOf(elements);
    }

    /**
     * Reads a page.
     *
     * @param whenOdd gets each element that is left out, and why
     * @throws RemoteException if there is no list in it
     */
    static <T> HelixPage<T> read(
            String what,
            byte[] body,
            HelixElement.Reader<? extends T> reader,
            BiConsumer<HelixElement, String> whenOdd) {
        List<T> elements = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        boolean found = false;
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (name.equals("data") && value == JsonToken.START_ARRAY) {
                    found = true;
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        HelixElement element = new HelixElement(JSON.readTree(json));
                        try {
                            elements.add(reader.read(element));
                        } catch (OddElementException e) {
                            whenOdd.accept(element, IoWords.of(e));
                        }
                    }
                } else if (name.equals("pagination")) {
                    JsonNode pagination = JSON.readTree(json);
                    cursor = new HelixElement(pagination).find("cursor");
                } else {
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw RemoteException.unusable(what, "not JSON");
        } catch (IOException e) {
            throw RemoteException.unanswered(what, e);
        }
        if (!found) {
            throw RemoteException.unusable(what, "no list in it");
        }
        return new HelixPage<>(elements, cursor);
    }

    /**
     * Reads the pages of a list one after the other. Blocks.
     *
     * @return what could be read of all of them; with a cursor where that is not the whole list, as it is too long, or goes
     *     round in circles
     * @throws LoginNeededException if there is no access token any more, and none can be got
     */
    public static <T> HelixPage<T> all(HelixRequest first, int most, Source<T> source)
            throws LoginNeededException, InterruptedException {
        List<T> all = new ArrayList<>();
        Set<String> cursors = new HashSet<>();
        HelixRequest request = first;
        for (int count = 1; ; count++) {
            HelixPage<T> page = source.read(request);
            all.addAll(page.elements());
            Optional<String> next = page.cursor();
            if (next.isEmpty() || !cursors.add(next.get()) || count == most) {
                return new HelixPage<>(all, next);
            }
            request = first.with("after", next.get());
        }
    }

    /** Asks for a page. */
    @FunctionalInterface
    public interface Source<T> {
        /**
         * Asks for it. Blocks.
         *
         * @throws LoginNeededException if there is no access token any more, and none can be got
         */
        HelixPage<T> read(HelixRequest request) throws LoginNeededException, InterruptedException;
    }
}
