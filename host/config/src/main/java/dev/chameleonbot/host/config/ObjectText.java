package dev.chameleonbot.host.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object of a document's text, and where its members are in it: what is between them, comments too, can so stay as it is.
 *
 * @param members its members, in their order
 */
record ObjectText(String text, int open, int close, List<Member> members) {
    /**
     * One member.
     *
     * @param from where its name begins
     * @param value where its value begins
     */
    record Member(String name, int from, int value, int to) {}

    ObjectText {
        members = List.copyOf(members);
    }

    /**
     * Finds an object.
     *
     * @param text JSON that was read before, with an object at its root
     * @param path the names that lead to it; where a name is given twice, the last one counts
     * @return the object; empty if there is none
     */
    static Optional<ObjectText> in(String text, List<String> path) {
        try (JsonParser parser = JsonDocument.parser(text)) {
            parser.nextToken();
            return Optional.of(object(text, parser)).flatMap(root -> root.inner(path));
        } catch (IOException e) {
            throw new IllegalStateException("It was read before", e);
        }
    }

    private Optional<ObjectText> inner(List<String> path) {
        if (path.isEmpty()) {
            return Optional.of(this);
        }
        return last(path.getFirst())
                .filter(member -> text.charAt(member.value()) == '{')
                .flatMap(member -> at(member.value()).inner(path.subList(1, path.size())));
    }

    /** The object that begins here: what is before it is blanked out, so that places stay. */
    private ObjectText at(int from) {
        try (JsonParser parser = JsonDocument.parser(" ".repeat(from) + text.substring(from))) {
            parser.nextToken();
            return object(text, parser);
        } catch (IOException e) {
            throw new IllegalStateException("It was read before", e);
        }
    }

    private static ObjectText object(String text, JsonParser parser) throws IOException {
        int open = (int) parser.currentLocation().getCharOffset();
        List<Member> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int from = (int) parser.currentTokenLocation().getCharOffset();
            parser.nextToken();
            int value = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            parser.finishToken();
            members.add(
                    new Member(name, from, value, (int) parser.currentLocation().getCharOffset()));
        }
        return new ObjectText(text, open, (int) parser.currentTokenLocation().getCharOffset(), members);
    }

    /** The member of a name, the last one where it is given twice. */
    Optional<Member> last(String name) {
        return members.reversed().stream()
                .filter(member -> member.name().equals(name))
                .findFirst();
    }

    /** Whether it holds nothing, not even a comment. */
    boolean isBlank() {
        return text.substring(open, close).isBlank();
    }

    /** Whether there is a comment within a part of the text: outside of texts nothing else begins with a slash. */
    boolean hasComment(int from, int to) {
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '/' && !quoted) {
                return true;
            }
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return false;
    }

    /** The text with another value of a member. */
    String withValue(Member member, String value) {
        return text.substring(0, member.value()) + value + text.substring(member.to());
    }

    /**
     * The text with one member more, behind the others.
     *
     * @param member its name and value, as they are written
     */
    String with(String member, String indent) {
        boolean oneLine = indent.length() > 2 && text.substring(open, close).indexOf('\n') < 0;
        String before = oneLine ? "" : "\n" + indent;
        if (members.isEmpty()) {
            String after = oneLine ? "" : "\n" + indent.substring(2);
            return text.substring(0, open) + before + member + after + text.substring(open);
        }
        int end = members.getLast().to();
        return text.substring(0, end) + "," + (oneLine ? " " : before) + member + text.substring(end);
    }

    /** The text without a member, and without the comma that goes with it. There must be no comment in the member. */
    String without(Member member) {
        int index = members.indexOf(member);
        int next = index + 1 < members.size() ? members.get(index + 1).from() : close;
        int after = comma(member.to(), next);
        if (after >= 0 && !text.substring(member.to(), after).isBlank()) {
            return text.substring(0, member.from()) + text.substring(member.to(), after) + text.substring(after + 1);
        }
        if (after >= 0 && next != close) {
            return text.substring(0, member.from()) + text.substring(blanksAfter(after + 1));
        }
        int end = after >= 0 ? after + 1 : member.to();
        if (after < 0 && index > 0) {
            int before = comma(members.get(index - 1).to(), member.from());
            String between = text.substring(before + 1, member.from());
            return text.substring(0, before) + (between.isBlank() ? "" : between) + text.substring(end);
        }
        boolean endsLine = end < text.length() && (text.charAt(end) == '\n' || text.charAt(end) == '\r');
        if (index == 0 && text.substring(open, member.from()).isBlank() && blanksAfter(end) == close) {
            return text.substring(0, open) + text.substring(close);
        }
        return text.substring(0, endsLine ? blanksBefore(member.from()) : member.from()) + text.substring(end);
    }

    /** Where a comma is that is not in a comment; negative if there is none. */
    private int comma(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.startsWith("//", i)) {
                i = text.indexOf('\n', i);
            } else if (text.startsWith("/*", i)) {
                i = text.indexOf("*/", i) + 1;
            } else if (text.charAt(i) == ',') {
                return i;
            }
        }
        return -1;
    }

    private int blanksAfter(int at) {
        int end = at;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int blanksBefore(int at) {
        int begin = at;
        while (begin > 0 && Character.isWhitespace(text.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }
}
