package dev.chameleonbot.host.backup;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.state.StateDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the key of a state is: in the environment, or else in a file of the state. */
final class StateKeys {
    private StateKeys() {}

    static Optional<Secret> of(Path state, Map<String, String> environment) {
        return ofEnvironment(environment).or(() -> StateDirectory.keyIn(state));
    }

    static Optional<Secret> ofEnvironment(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(StateDirectory.KEY_VARIABLE))
                .filter(value -> !value.isBlank())
                .map(Secret::of);
    }
}
