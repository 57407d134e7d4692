package com.example.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.testkit.BehaviourTestkit;
import dev.chameleonbot.plugin.testkit.Said;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PluginJarIT {
    private static final Path JAR = Path.of(System.getProperty("plugin.jar"));

    @Test
    void isAModuleThatBringsItsLibrary() throws Exception {
        Module plugin = load();
        ChatBehaviour behaviour = (ChatBehaviour) plugin.getClassLoader()
                .loadClass(ScoreBehaviour.class.getName())
                .getConstructor()
                .newInstance();
        BehaviourTestkit kit = BehaviourTestkit.of(behaviour).start();

        kit.other("viewer", "!win");

        assertThat(kit.said()).extracting(Said::text).containsExactly("1 wins, the latest by viewer");
        assertThat(behaviour.getClass().getModule()).isSameAs(plugin);
        assertThat(plugin.getClassLoader().loadClass("com.google.gson.Gson").getModule())
                .isSameAs(plugin);
    }

    /** As a host does: in a layer of its own. */
    private static Module load() {
        ModuleLayer host = ChatBehaviour.class.getModule().getLayer();
        Configuration configuration =
                host.configuration().resolve(ModuleFinder.of(JAR), ModuleFinder.of(), Set.of("com.example.score"));
        ModuleLayer.Controller controller = ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(host), ClassLoader.getPlatformClassLoader());
        Module plugin = controller.layer().findModule("com.example.score").orElseThrow();
        controller.addOpens(plugin, "com.example.score", PluginJarIT.class.getModule());
        return plugin;
    }
}
