package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.engine.model.AccountConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the channels of an account. What the original passes over in silence is left out with a warning. */
record ChannelsReader(String path, Problems problems) {
    static final String KEY = "channels";

    private static final List<String> SPECIAL = List.of(ChannelNames.OWN, ChannelNames.FOLLOWED);

    /** The names as they are compared, each once; what is wrong with them is told. */
    static ChannelList read(ObjectReader user, Problems problems) {
        return new ChannelsReader(user.path(KEY), problems).channels(user.value(KEY));
    }

    private ChannelList channels(Optional<JsonNode> value) {
        int errorsBefore = problems.errors();
        Set<String> channels = new LinkedHashSet<>();
        if (value.isEmpty()) {
            problems.error(path, "is missing; it must be a list of at least one channel");
        } else if (value.get().isTextual() && !value.get().asText().isBlank()) {
            listed(value.get().asText()).forEach(name -> channel(path, name).ifPresent(channels::add));
        } else if (!value.get().isArray()) {
            problems.error(
                    path,
                    ObjectReader.shown(value.get()) + " is not allowed; it must be a list such as [\"somebody\"]");
        } else if (value.get().isEmpty()) {
            problems.error(path, "is an empty list; at least one channel is needed");
        } else {
            elements(value.get(), channels);
        }
        if (channels.isEmpty() && problems.errors() == errorsBefore) {
            problems.error(path, "holds no channel; at least one is needed");
        }
        long named = channels.stream()
                .filter(name -> !name.equals(ChannelNames.FOLLOWED))
                .count();
        if (named > ChannelNames.MOST) {
            problems.error(
                    path,
                    "has " + named + " channels; Twitch allows " + ChannelNames.MOST
                            + " subscriptions on an account's connection");
        }
        boolean followed = channels.remove(ChannelNames.FOLLOWED);
        return new ChannelList(List.copyOf(channels), followed);
    }

    private void elements(JsonNode list, Set<String> channels) {
        for (int i = 0; i < list.size(); i++) {
            String inner = path + "[" + i + "]";
            JsonNode element = list.get(i);
            if (element.isTextual()) {
                channel(inner, element.asText()).ifPresent(channels::add);
            } else {
                problems.warning(
                        inner,
                        ObjectReader.shown(element)
                                + " is left out, because it is no text; a channel's name stands in double quotes");
            }
        }
    }

    /** Names in one text, as other programs have them. */
    private List<String> listed(String text) {
        List<String> names = Stream.of(text.strip().split("[,;\\s]+"))
                .filter(name -> !name.isEmpty())
                .toList();
        String list = names.stream()
                .map(name -> '"' + AccountConfig.channelName(name) + '"')
                .collect(Collectors.joining(", ", "[", "]"));
        problems.warning(
                path,
                "'" + ObjectReader.shorten(text) + "' is treated as a list; write \"channels\": "
                        + ObjectReader.shorten(list));
        return names;
    }

    private Optional<String> special(String where, String written, String name) {
        boolean known = SPECIAL.contains(name);
        if (!known) {
            String meant = NearestName.of(name, SPECIAL)
                    .map(near -> "; did you mean \"" + near + "\"?")
                    .orElse("; with @ there are \"" + String.join("\" and \"", SPECIAL) + "\"");
            problems.error(where, "'" + ObjectReader.shorten(written) + "' is not allowed" + meant);
        }
        return known ? Optional.of(name) : Optional.empty();
    }

    private Optional<String> channel(String where, String written) {
        String name = AccountConfig.channelName(written);
        if (name.isEmpty()) {
            problems.warning(where, "is left out, because it is empty");
            return Optional.empty();
        }
        if (name.startsWith("@")) {
            return special(where, written, name);
        }
        if (Placeholders.isName(name)) {
            problems.error(where, "is still the sample's placeholder '" + name + "'; it must be a channel's name");
            return Optional.empty();
        }
        if (!AccountReader.isName(name)) {
            problems.error(
                    where,
                    "'" + ObjectReader.shorten(written) + "' is not allowed; it must be " + AccountReader.NAME_RULE);
            return Optional.empty();
        }
        return Optional.of(name);
    }
}
