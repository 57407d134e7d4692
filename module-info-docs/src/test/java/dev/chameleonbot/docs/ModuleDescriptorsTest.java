package dev.chameleonbot.docs;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Opens;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a module exports, requires and provides does not change unnoticed. */
final class ModuleDescriptorsTest {
    static Collection<ModuleDescriptor> modules() {
        return OurModules.descriptors();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void isAsItIsWrittenDown(ModuleDescriptor module) throws IOException {
        Golden.check(Path.of("src/test/resources/modules", module.name() + ".expected.txt"), describe(module));
    }

    private static String describe(ModuleDescriptor module) {
        Set<String> lines = new TreeSet<>();
        for (Requires requires : module.requires()) {
            lines.add("requires " + modifiers(requires.modifiers()) + requires.name());
        }
        for (Exports exports : module.exports()) {
            lines.add("exports " + exports.source() + targets(exports.targets()));
        }
        for (Opens opens : module.opens()) {
            lines.add("opens " + opens.source() + targets(opens.targets()));
        }
        for (Provides provides : module.provides()) {
            lines.add("provides " + provides.service() + " with " + String.join(", ", provides.providers()));
        }
        module.uses().forEach(service -> lines.add("uses " + service));
        return (module.isOpen() ? "open " : "") + "module " + module.name() + "\n"
                + lines.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
    }

    private static String modifiers(Set<Requires.Modifier> modifiers) {
        return modifiers.stream()
                .map(modifier -> modifier.name().toLowerCase(Locale.ROOT) + " ")
                .sorted()
                .collect(Collectors.joining());
    }

    private static String targets(Set<String> targets) {
        return targets.isEmpty() ? "" : " to " + String.join(", ", new TreeSet<>(targets));
    }
}
