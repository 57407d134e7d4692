package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountActivity;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.runtime.StartProgress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How all accounts of a host stand together. */
final class Summary {
    private Summary() {}

    static ObjectNode of(BotHost host) {
        return of(host.accounts(), host.activities());
    }

    static ObjectNode of(List<AccountStatus> statuses, List<AccountActivity> activities) {
        StartProgress progress = StartProgress.of(statuses);
        ObjectNode summary = HttpCall.JSON
                .createObjectNode()
                .put("accounts", progress.accounts())
                .put("live", progress.live())
                .put("needs_attention", progress.needAttention());
        Map<AccountState, Integer> states = new EnumMap<>(AccountState.class);
        statuses.forEach(status -> states.merge(status.state(), 1, Integer::sum));
        ObjectNode counts = summary.putObject("states");
        states.forEach((state, count) -> counts.put(state.name(), count));
        return summary.put(
                        "messages_heard",
                        activities.stream().mapToLong(AccountActivity::heard).sum())
                .put(
                        "own_messages",
                        activities.stream().mapToLong(AccountActivity::own).sum())
                .put(
                        "colors_changed",
                        activities.stream()
                                .mapToLong(AccountActivity::colorsChanged)
                                .sum());
    }
}
