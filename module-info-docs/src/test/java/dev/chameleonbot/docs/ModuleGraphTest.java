package dev.chameleonbot.docs;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The picture of the modules is drawn from the modules. */
final class ModuleGraphTest {
    @Test
    void showsTheModulesAsTheyAre() throws IOException {
        Golden.check(Path.of("MODULES.md"), document(OurModules.descriptors()));
    }

    private static String document(List<ModuleDescriptor> modules) {
        Set<String> names = modules.stream().map(ModuleDescriptor::name).collect(Collectors.toSet());
        Set<String> arrows = new TreeSet<>();
        for (ModuleDescriptor module : modules) {
            for (Requires requires : module.requires()) {
                if (names.contains(requires.name())) {
                    boolean passedOn = requires.modifiers().contains(Requires.Modifier.TRANSITIVE);
                    arrows.add("    " + module.name() + (passedOn ? " ==> " : " --> ") + requires.name() + "\n");
                }
            }
        }
        return """
            # The modules

            Drawn from the module descriptors by a test; do not edit. An arrow leads to what is required, a thick one
            to what is required for everybody who requires the first. The host reaches plugins only at run time.

            ```mermaid
            graph TD
            """ + String.join("", arrows) + "```\n";
    }
}
