package dev.chameleonbot.engine.dispatch;

import static java.util.Objects.requireNonNull;

import dev.chameleonbot.engine.guard.CallResult;
import dev.chameleonbot.engine.model.AskedBehaviour;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.host.DeclaredScopes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A behaviour that runs. It equals itself alone: what plugins think of equality, which may change with their state, does
 * not count.
 */
public record DeployedBehaviour(String pluginId, ChatBehaviour behaviour, Audience audience, Set<String> scopes) {
    /** A behaviour that was asked already. */
    public static DeployedBehaviour of(String pluginId, AskedBehaviour asked) {
        return new DeployedBehaviour(pluginId, asked.behaviour(), asked.audience(), asked.scopes());
    }

    /**
     * Asks the behaviour for its audience and its scopes.
     *
     * @throws IllegalArgumentException if it does not tell; what it has thrown is in the message alone, as an exception may be
     *     of the plugin's own making, too
     */
    public static DeployedBehaviour of(String pluginId, ChatBehaviour behaviour) {
        Audience audience = answer(
                "'" + pluginId + "' does not say whose messages it wants: audience() failed: ",
                () -> requireNonNull(behaviour.audience(), "audience() returned null"));
        Set<String> scopes = answer(
                "'" + pluginId + "' does not say what its token has to allow: ", () -> DeclaredScopes.of(behaviour));
        return new DeployedBehaviour(pluginId, behaviour, audience, scopes);
    }

    private static <T> T answer(String complaint, Supplier<T> question) {
        String problem;
        try {
            return question.get();
        } catch (Throwable e) { // Anything a plugin throws is its own failure.
            problem = CallResult.describe(e).orElse(e.getClass().getName());
        }
        throw new IllegalArgumentException(complaint + problem);
    }

    /**
     * Finds who takes whose place when a plugin is replaced. Behaviours are matched by the names of their classes, and what is
     * left over in order: a class that got another name goes on where the one before it stopped, and not in parallel.
     */
    static Map<DeployedBehaviour, DeployedBehaviour> successors(
            List<DeployedBehaviour> before, List<DeployedBehaviour> after) {
        Map<DeployedBehaviour, DeployedBehaviour> successors = new LinkedHashMap<>();
        Set<DeployedBehaviour> left = new LinkedHashSet<>(before);
        Set<DeployedBehaviour> coming = new LinkedHashSet<>(after);
        for (DeployedBehaviour next : after) {
            left.stream().filter(next::hasSameClass).findFirst().ifPresent(old -> {
                left.remove(old);
                coming.remove(next);
                successors.put(old, next);
            });
        }
        var rest = coming.iterator();
        left.stream().limit(coming.size()).forEach(old -> successors.put(old, rest.next()));
        return successors;
    }

    private boolean hasSameClass(DeployedBehaviour other) {
        return behaviour.getClass().getName().equals(other.behaviour.getClass().getName());
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
