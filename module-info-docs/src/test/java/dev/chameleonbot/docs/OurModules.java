package dev.chameleonbot.docs;

import dev.chameleonbot.announcer.Announcer;
import dev.chameleonbot.colorchanger.ColorChanger;
import dev.chameleonbot.customcommands.CustomCommands;
import dev.chameleonbot.engine.Engine;
import dev.chameleonbot.engineplugin.EnginePlugin;
import dev.chameleonbot.host.Main;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.host.HostPlatform;
import dev.chameleonbot.plugin.testkit.BehaviourTestkit;
import dev.chameleonbot.simulator.Simulator;
import feign.Feign;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** The modules of this project, found through a class of each. */
final class OurModules {
    private static final List<Class<?>> ANCHORS = List.of(
            ChatBehaviour.class,
            HostPlatform.class,
            BehaviourTestkit.class,
            ColorChanger.class,
            CustomCommands.class,
            Announcer.class,
            Engine.class,
            Simulator.class,
            HostConfig.class,
            Main.class,
            EnginePlugin.class,
            Feign.class);

    private OurModules() {}

    static List<ModuleDescriptor> descriptors() {
        return ANCHORS.stream().map(OurModules::descriptor).toList();
    }

    private static ModuleDescriptor descriptor(Class<?> anchor) {
        try {
            Path place = Path.of(
                    anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
            return ModuleFinder.of(place).findAll().stream()
                    .map(ModuleReference::descriptor)
                    .findAny()
                    .orElseThrow(() -> new AssertionError(place + " is no module"));
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
