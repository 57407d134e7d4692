package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.loading.LoadedBehaviour;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An engine that remembers what it was told. */
final class FakeStage implements RunningPlugins.Stage {
    final List<String> calls = new ArrayList<>();
    final Set<String> suspended = new HashSet<>();
    final Map<String, ChatBehaviour> atWork = new LinkedHashMap<>();
    /** How many deployments are refused, from the next one on. */
    int refusals;

    /** The plugins that what is configured does not fit. */
    final Set<String> misfits = new HashSet<>();

    volatile Work onDeploy = () -> {};

    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    @Override
    public void suspend(String pluginId) {
        calls.add("suspend " + pluginId);
        suspended.add(pluginId);
    }

    @Override
    public void check(String pluginId, SettingsSchema settings) throws OperationException {
        calls.add("check " + pluginId);
        if (misfits.contains(pluginId)) {
            throw new OperationException("The configuration does not fit " + pluginId);
        }
    }

    @Override
    public void deploy(String pluginId, List<LoadedBehaviour> behaviours)
            throws OperationException, InterruptedException {
        calls.add("deploy " + pluginId);
        onDeploy.run();
        if (refusals > 0) {
            refusals--;
            throw new OperationException("refused on purpose");
        }
        suspended.remove(pluginId);
        behaviours.forEach(loaded -> atWork.put(pluginId, loaded.behaviour()));
    }

    @Override
    public void undeploy(String pluginId) {
        calls.add("undeploy " + pluginId);
        suspended.remove(pluginId);
        atWork.remove(pluginId);
    }

    @Override
    public void enable(String pluginId, String account) {
        calls.add("enable " + pluginId + " for " + account);
    }

    @Override
    public void disable(String pluginId, String account) {
        calls.add("disable " + pluginId + " for " + account);
    }
}
