package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.dispatch.BehaviourRoster.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a plugin's behaviours when others take their place. They are matched by the names of their classes, and
 * what is left over in order: a class that got another name goes on where the one before it stopped, and not beside it.
 *
 * @param replaced those that stay, with their successors
 * @param added new ones
 * @param gone those that have no successor
 */
record Deployment(Map<Entry, Entry> replaced, List<Entry> added, List<Entry> gone) {

    static Deployment between(List<Entry> before, List<Entry> after) {
        Map<Entry, Entry> replaced = new LinkedHashMap<>();
        Deque<Entry> added = new ArrayDeque<>();
        Deque<Entry> gone = new ArrayDeque<>(before);
        for (Entry next : after) {
            gone.stream()
                    .filter(old -> old.name().equals(next.name()))
                    .findFirst()
                    .ifPresentOrElse(
                            old -> {
                                gone.remove(old);
                                replaced.put(old, next);
                            },
                            () -> added.add(next));
        }
        while (!gone.isEmpty() && !added.isEmpty()) {
            replaced.put(gone.remove(), added.remove());
        }
        return new Deployment(replaced, List.copyOf(added), List.copyOf(gone));
    }

    /** The behaviours of all plugins afterwards: successors in the place of those before, new ones at the end. */
    List<Entry> applyTo(List<Entry> entries) {
        List<Entry> after = new ArrayList<>(entries);
        after.removeAll(gone);
        after.replaceAll(entry -> replaced.getOrDefault(entry, entry));
        after.addAll(added);
        return List.copyOf(after);
    }
}
