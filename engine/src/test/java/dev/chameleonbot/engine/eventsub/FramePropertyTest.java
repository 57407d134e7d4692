package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is put into a notification comes out of the reader, whatever it is and wherever in the frame it stands. */
@Label("B3 reading chat messages, whatever is in them")
final class FramePropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SELF = "185321156";
    private static final String OTHER = "185321157";

    private final FrameReader everyone = new FrameReader(new UserId(SELF), () -> true, () -> Instant.EPOCH);
    private final FrameReader own = new FrameReader(new UserId(SELF), () -> false, () -> Instant.EPOCH);

    @Property
    void aMessageComesOutAsItWasPutIn(
            @ForAll String text, @ForAll String name, @ForAll boolean mine, @ForAll long order, @ForAll String unknown)
            throws JsonProcessingException {
        ObjectNode frame = frame(mine, name, text);
        ((ObjectNode) frame.at("/payload/event")).put("x" + unknown, unknown);
        ((ObjectNode) frame.at("/payload/event/message")).put("x" + unknown, text);
        String shuffled = JSON.writeValueAsString(shuffled(frame, new Random(order)));

        ChatMessage message = ((Frame.Chat) everyone.read(shuffled)).message();

        assertThat(message.text()).isEqualTo(text);
        assertThat(message.chatterName()).isEqualTo(name.isBlank() ? "" : name);
        assertThat(message.own()).isEqualTo(mine);
        assertThat(message.chatter().value()).isEqualTo(mine ? SELF : OTHER);
        assertThat(own.read(shuffled)).isInstanceOf(mine ? Frame.Chat.class : Frame.Unwanted.class);
    }

    @Property
    void aFrameThatIsCutOffOrHasAnyOtherTextInItIsReadWithoutAnException(
            @ForAll String noise, @ForAll @From("positions") int at, @ForAll @From("positions") int end)
            throws JsonProcessingException {
        String text = JSON.writeValueAsString(frame(true, "ChatterOne", "hello"));
        int from = at % text.length();

        assertThat(everyone.read(text.substring(0, from))).isNotNull();
        assertThat(everyone.read(text.substring(0, from) + noise + text.substring(Math.max(from, end % text.length()))))
                .isNotNull();
    }

    @Provide
    Arbitrary<Integer> positions() {
        return Arbitraries.integers().between(0, 10_000);
    }

    private static ObjectNode frame(boolean mine, String name, String text) throws JsonProcessingException {
        ObjectNode frame = (ObjectNode) JSON.readTree(Fixtures.read("notification_chat_message"));
        ObjectNode event = (ObjectNode) frame.at("/payload/event");
        event.put("chatter_user_id", mine ? SELF : OTHER);
        event.put("chatter_user_name", name);
        ((ObjectNode) event.get("message")).put("text", text);
        return frame;
    }

    /** The same object with its fields in another order, all the way down. */
    private static JsonNode shuffled(JsonNode node, Random random) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        ObjectNode other = JSON.createObjectNode();
        names.forEach(name -> other.set(name, shuffled(object.get(name), random)));
        return other;
    }
}
