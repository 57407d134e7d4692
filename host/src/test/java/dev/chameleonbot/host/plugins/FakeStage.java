package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An engine that remembers what it was told. */
final class FakeStage implements PluginAdministration.Stage {
    final List<String> calls = new ArrayList<>();
    final List<String> suspended = new ArrayList<>();
    final Map<String, ChatBehaviour> atWork = new LinkedHashMap<>();
    /** How many deployments are refused, from the next one on. */
    int refusals;

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
    public void deploy(String pluginId, List<LoadedBehaviour> behaviours)
            throws PluginLoadException, InterruptedException {
        calls.add("deploy " + pluginId);
        onDeploy.run();
        if (refusals > 0) {
            refusals--;
            throw new PluginLoadException("refused on purpose");
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
