package dev.chameleonbot.host.plugins.loading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.host.plugins.files.ApiRange;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginHostTest {
    private static final String MODULE = """
        module lab.colors {
            requires dev.chameleonbot.plugin.api;
            provides dev.chameleonbot.plugin.api.ChatBehaviour with lab.colors.Colors;
        }
        """;

    /** The name of a system property, through which plugins tell what they saw. */
    private final String trace = "chameleon.test." + UUID.randomUUID();

    private final Path temporary;
    private final Path folder;

    PluginHostTest(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        folder = Files.createDirectory(temporary.resolve("the plugins"));
        System.setProperty(trace, "");
    }

    @AfterEach
    void forgetTheTrace() {
        System.clearProperty(trace);
    }

    @Test
    void runsAJarWithAModuleDescriptorAsAModuleInALayerOfItsOwn() throws Exception {
        modular().writeTo(folder.resolve("colors.jar"));

        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            LoadedBehaviour loaded = host.behaviours().getFirst();
            Module module = loaded.behaviour().getClass().getModule();

            assertThat(host.behaviours()).hasSize(1);
            assertThat(loaded.pluginId()).isEqualTo("colors");
            assertThat(loaded.version()).isEqualTo("1.0.0");
            assertThat(module.getName()).isEqualTo("lab.colors");
            assertThat(module.getLayer()).isNotSameAs(ModuleLayer.boot());
            assertThat(module.isExported("lab.colors")).isFalse();
        }
    }

    @Test
    void runsAJarWithoutAModuleDescriptorInAnUnnamedModule() throws Exception {
        plain("plain", "").writeTo(folder.resolve("plain.jar"));

        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            ChatBehaviour behaviour = host.behaviours().getFirst().behaviour();

            assertThat(behaviour.getClass().getModule().isNamed()).isFalse();
            assertThat(behaviour.getClass().getClassLoader()).isNotSameAs(ChatBehaviour.class.getClassLoader());
        }
    }

    @Test
    void takesABehaviourOnceThatIsBothIndexedAndProvided() throws Exception {
        modular().index("lab.colors.Colors").writeTo(folder.resolve("colors.jar"));

        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            assertThat(host.behaviours()).hasSize(1);
        }
    }

    @Test
    void keepsRunningWhatItLoadedWhenTheFileIsReplaced() throws Exception {
        Path jar = plain("plain", "")
                .source("lab.plain.Later", "package lab.plain; public class Later {}")
                .writeTo(folder.resolve("plain.jar"));

        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            Files.writeString(jar, "something else");

            ClassLoader loader =
                    host.behaviours().getFirst().behaviour().getClass().getClassLoader();
            assertThat(loader.loadClass("lab.plain.Later")).isNotNull();
        }
    }

    @Test
    void stopsThePluginsAndRemovesTheCopiesWhenClosed() throws Exception {
        traced("first").writeTo(folder.resolve("first.jar"));
        Path copy;

        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            copy = copyOf(host.behaviours().getFirst());
            assertThat(copy.getFileName().toString()).matches("first-[0-9a-f]{16}\\.jar");
            assertThat(copy).exists();
        }

        assertThat(told()).isEqualTo("+first -first ");
        assertThat(copy).doesNotExist();
        assertThat(copy.getParent()).doesNotExist();
    }

    @Test
    void startsAPluginAfterTheOneThatItNeedsAndStopsItBefore() throws Exception {
        traced("a").attribute("Plugin-Dependencies", "z").writeTo(folder.resolve("a.jar"));
        traced("z").writeTo(folder.resolve("z.jar"));

        PluginHost.load(PluginPlaces.only(folder)).close();

        assertThat(told()).isEqualTo("+z +a -a -z ");
    }

    @Test
    void letsAModuleUseWhatAnotherPluginsModuleExports() throws Exception {
        Path library = PluginJarFile.of("words")
                .module("module lab.words { exports lab.words; }")
                .source(
                        "lab.words.Words",
                        "package lab.words; public class Words { public static String hello() { return \"hello\"; } }")
                .writeTo(folder.resolve("words.jar"));
        PluginJarFile.of("a-user")
                .attribute("Plugin-Dependencies", "words")
                .compiledAgainst(library)
                .module("""
                    module lab.user {
                        requires dev.chameleonbot.plugin.api;
                        requires lab.words;
                        provides dev.chameleonbot.plugin.api.ChatBehaviour with lab.user.User;
                    }
                    """)
                .behaviour("lab.user.User", tell("lab.words.Words.hello()"))
                .writeTo(folder.resolve("a-user.jar"));

        PluginHost.load(PluginPlaces.only(folder)).close();

        assertThat(told()).isEqualTo("hello");
    }

    @Test
    void saysThatTheFolderIsMissing() {
        Path missing = folder.resolve("nowhere");

        assertSentence(missing, "The plugins folder " + missing + " does not exist");
    }

    @Test
    void saysThatThereIsNoJarAndLooksAtNothingElse() throws Exception {
        Files.writeString(folder.resolve("plugin.zip"), "not looked at");
        Files.createDirectory(folder.resolve("folder.jar"));

        assertSentence(folder, "The plugins folder " + folder + " holds no plugin");
    }

    @Test
    void saysThatAJarIsNoPlugin() {
        Path jar = PluginJarFile.ofNoPlugin().writeTo(folder.resolve("library.jar"));

        assertSentence(folder, jar + " is not a plugin: its manifest has no Plugin-Id");
    }

    @Test
    void saysThatAPluginHasNoVersion() {
        PluginJarFile.ofNoPlugin().attribute("Plugin-Id", "x").writeTo(folder.resolve("x.jar"));

        assertSentence(folder, "x.jar is not a plugin: its manifest has no Plugin-Version");
    }

    @Test
    void saysThatAFileIsNoJar() throws Exception {
        Path jar = folder.resolve("text.jar");
        Files.writeString(jar, "This is text", UTF_8);

        assertSentence(folder, jar + " is not a readable jar");
    }

    @Test
    void namesBothFilesThatAreTheSamePlugin() throws Exception {
        traced("twin").writeTo(folder.resolve("one.jar"));
        traced("twin").writeTo(folder.resolve("two.jar"));

        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            assertThat(host.failures().all()).singleElement().satisfies(failure -> {
                assertThat(failure.plugin()).isEqualTo("two.jar");
                assertThat(failure.reason()).contains("are the plugin \"twin\": one.jar and two.jar; keep one of them");
            });
        }
        assertThat(told()).as("the first is loaded").isEqualTo("+twin -twin ");
    }

    @Test
    void namesThePluginThatAnotherOneNeeds() {
        traced("second").attribute("Plugin-Dependencies", "third").writeTo(folder.resolve("second.jar"));

        assertSentence(folder, "The plugin \"second\" (second.jar) needs the plugin \"third\", which is not there");
        assertThat(told()).isEmpty();
    }

    @Test
    void saysThatPluginsNeedEachOther() {
        traced("a").attribute("Plugin-Dependencies", "b").writeTo(folder.resolve("a.jar"));
        traced("b").attribute("Plugin-Dependencies", "a").writeTo(folder.resolve("b.jar"));

        assertSentence(
                folder,
                "The plugin \"a\" (a.jar) needs itself to be there first: a -> b -> a",
                "The plugin \"b\" (b.jar) needs itself to be there first: b -> a -> b");
    }

    @Test
    void namesTheModuleThatAnotherOneNeeds() {
        Path gone = PluginJarFile.ofNoPlugin().module("module lab.gone { }").writeTo(temporary.resolve("gone.jar"));
        PluginJarFile.of("lonely")
                .compiledAgainst(gone)
                .module("module lab.lonely { requires lab.gone; }")
                .writeTo(folder.resolve("lonely.jar"));

        assertSentence(folder, "(lonely.jar) cannot be loaded: ", "lab.gone not found, required by lab.lonely");
    }

    @Test
    void saysThatAPluginAsksForAnotherApi() {
        traced("modern").attribute("Plugin-Requires", "99.0.0").writeTo(folder.resolve("modern.jar"));

        assertSentence(
                folder,
                "The plugin \"modern\" (modern.jar) is for version 99.0.0 of the plugin API; this host has "
                        + ApiRange.version());
    }

    @Test
    void takesAPluginThatAsksForTheApiThatIsThere() throws Exception {
        assertThat(ApiRange.version()).isNotEqualTo("0.0.0");
        traced("modern").attribute("Plugin-Requires", ApiRange.version()).writeTo(folder.resolve("modern.jar"));

        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            assertThat(host.behaviours()).hasSize(1);
        }
    }

    @Test
    void saysWhyAPluginDoesNotStart() {
        plain("second", "")
                .lifecycle("lab.second.Life", "throw new IllegalStateException(\"no coffee\");", "")
                .writeTo(folder.resolve("second.jar"));

        assertSentence(folder, "The plugin \"second\" (second.jar) failed to start: ", "no coffee");
    }

    /** One that fails, one that needs it, one for another API, two halves of a copy, one that is disabled. */
    @Test
    void startsWithoutWhatCannotBeUsedAndTellsOfEach() throws Exception {
        traced("good").writeTo(folder.resolve("good.jar"));
        plain("failing", "")
                .lifecycle("lab.failing.Life", "throw new IllegalStateException(\"no coffee\");", "")
                .writeTo(folder.resolve("failing.jar"));
        traced("needy").attribute("Plugin-Dependencies", "failing").writeTo(folder.resolve("a-needy.jar"));
        traced("modern").attribute("Plugin-Requires", "99.0.0").writeTo(folder.resolve("modern.jar"));
        Files.writeString(folder.resolve("aa-half.jar"), "PK and nothing more");
        Files.writeString(folder.resolve("zz-half.jar"), "");
        traced("off").writeTo(folder.resolve("off.jar"));
        Files.writeString(folder.resolve("disabled.txt"), "off\n");

        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            assertThat(host.jars()).containsOnlyKeys("good");
            assertThat(host.failures().all())
                    .extracting(PluginFailure::plugin)
                    .containsExactly("aa-half.jar", "failing", "modern", "needy", "zz-half.jar");
            assertThat(host.failures().all())
                    .extracting(PluginFailure::reason)
                    .anyMatch(reason -> reason.contains("no coffee"))
                    .anyMatch(reason -> reason.contains("needs the plugin \"failing\", which is not there"))
                    .anyMatch(reason -> reason.contains("99.0.0 of the plugin API"));
        }
        assertThat(told()).isEqualTo("+good -good ");
    }

    @Test
    void saysAllReasonsWhereNothingCanBeUsed() throws Exception {
        plain("failing", "")
                .lifecycle("lab.failing.Life", "throw new IllegalStateException(\"no coffee\");", "")
                .writeTo(folder.resolve("failing.jar"));
        Files.writeString(folder.resolve("half.jar"), "");

        assertSentence(folder, "no coffee", "half.jar is not a readable jar");
    }

    @Test
    void saysWhatWentWrongInAStaticInitializer() {
        plain("broken", "int zero = Numbers.ZERO;")
                .source(
                        "lab.broken.Numbers",
                        "package lab.broken; class Numbers { static final Integer ZERO = Integer.valueOf(0) /"
                                + " Integer.valueOf(0); }")
                .writeTo(folder.resolve("broken.jar"));

        assertSentence(folder, "cannot create its behaviour lab.broken.Behaviour: ArithmeticException: / by zero");
    }

    @Test
    void saysThatABehavioursClassHasToBePublic() {
        PluginJarFile.of("shy")
                .source("lab.shy.Behaviour", """
                    package lab.shy;
                    import dev.chameleonbot.plugin.api.*;
                    class Behaviour implements ChatBehaviour {
                        @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                    }
                    """)
                .index("lab.shy.Behaviour")
                .writeTo(folder.resolve("shy.jar"));

        assertSentence(folder, "lab.shy.Behaviour has to be public");
    }

    @Test
    void saysThatThePluginsOwnClassIsMissing() {
        plain("x", "").attribute("Plugin-Class", "lab.x.Gone").writeTo(folder.resolve("x.jar"));

        assertSentence(folder, "failed to start: ", "lab.x.Gone");
    }

    @Test
    void saysWhyABehaviourCannotBeCreatedAndStopsThePlugin() {
        plain("broken", "if (true) throw new IllegalStateException(\"out of paint\");")
                .lifecycle("lab.broken.Life", tell("\"+\""), tell("\"-\""))
                .writeTo(folder.resolve("broken.jar"));

        assertSentence(
                folder,
                "The plugin \"broken\" (broken.jar) cannot create its behaviour lab.broken.Behaviour: ",
                "out of paint");
        assertThat(told()).isEqualTo("+-");
    }

    @Test
    void saysThatAnExtensionsClassIsMissing() {
        PluginJarFile.of("hollow").index("lab.hollow.Gone").writeTo(folder.resolve("hollow.jar"));

        assertSentence(folder, "(hollow.jar) names an extension that cannot be loaded: ", "lab.hollow.Gone");
    }

    @Test
    void saysThatNoPluginBringsABehaviour() {
        PluginJarFile.of("library").writeTo(folder.resolve("library.jar"));

        assertSentence(folder, "No plugin in " + folder + " brings a chat behaviour");
    }

    @Test
    void knowsThePluginsThatAreLoadedOrDisabled() throws Exception {
        modular().writeTo(folder.resolve("colors.jar"));
        Files.writeString(folder.resolve("disabled.txt"), "another\n");

        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            assertThat(host.known()).containsExactly("another", "colors");
        }
    }

    /** It looks for the host's and the engine's classes, and for those that call it, and tries to open them. */
    @Test
    void keepsInternalsOutOfReachOfAHostileModuleAlsoByReflection() throws Exception {
        PluginJarFile.of("hostile")
                .behaviour("hostile.Behaviour", """
                    java.util.Set<Class<?>> found = new java.util.HashSet<>();
                    for (String name : new String[] {
                        "dev.chameleonbot.host.runtime.BotHost", "dev.chameleonbot.host.plugins.loading.PluginHost",
                        "dev.chameleonbot.engine.Engine", "dev.chameleonbot.engine.auth.AccountTokens",
                        "dev.chameleonbot.engine.dispatch.SessionBot"}) {
                        for (ClassLoader loader : new ClassLoader[] {
                            getClass().getClassLoader(), Thread.currentThread().getContextClassLoader(),
                            ClassLoader.getSystemClassLoader(), ChatBehaviour.class.getClassLoader()}) {
                            try {
                                found.add(Class.forName(name, false, loader));
                            } catch (ClassNotFoundException e) {
                                continue;
                            }
                        }
                    }
                    StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                        .forEach(frame -> found.add(frame.getDeclaringClass()));
                    if (found.stream().noneMatch(type -> type.getName().startsWith("dev.chameleonbot.host.plugins."))) {
                        throw new IllegalStateException("nothing was found to be opened");
                    }
                    for (Class<?> type : found) {
                        for (java.lang.reflect.Field field : type.getDeclaredFields()) {
                            boolean open = type.getName().startsWith("dev.chameleonbot") && field.trySetAccessible();
                            boolean shown = java.lang.reflect.Modifier.isPublic(field.getModifiers());
                            if (open && !shown) {
                                throw new IllegalStateException("opened " + field);
                            }
                        }
                    }
                    """)
                .module("""
                    module hostile {
                        requires dev.chameleonbot.plugin.api;
                        provides dev.chameleonbot.plugin.api.ChatBehaviour with hostile.Behaviour;
                    }
                    """)
                .writeTo(folder.resolve("hostile.jar"));

        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            assertThat(host.behaviours()).hasSize(1);
        }
    }

    @Test
    void saysThatAPluginWasBuiltForAnotherApi() {
        modular()
                .attribute("Import-Package", "java.lang,dev.chameleonbot.plugin.api;version=\"[7.1,8)\"")
                .writeTo(folder.resolve("colors.jar"));

        assertThatThrownBy(this::loadForApi01)
                .isInstanceOf(OperationException.class)
                .hasMessageContaining(
                        "The plugin \"colors\" (colors.jar) was built for dev.chameleonbot.plugin.api [7.1,8), but this"
                                + " host has 0.1.0");
    }

    @Test
    void saysThatWhatAPluginWasBuiltForIsNoVersion() {
        modular()
                .attribute("Import-Package", "dev.chameleonbot.plugin.api;version=abc")
                .writeTo(folder.resolve("colors.jar"));

        assertThatThrownBy(this::loadForApi01)
                .isInstanceOf(OperationException.class)
                .hasMessageContaining(
                        "The plugin \"colors\" (colors.jar) says in its manifest (Import-Package) that it is for"
                                + " dev.chameleonbot.plugin.api 'abc', which is no version and no range of such");
    }

    /** The API that the test runs with has no manifest as long as it is not packaged. */
    private PluginHost loadForApi01() throws OperationException {
        Manifest api = new Manifest();
        api.getMainAttributes().putValue("Export-Package", "dev.chameleonbot.plugin.api;version=\"0.1.0\"");
        return PluginHost.load(
                PluginPlaces.only(folder), new PluginCalls(PluginCalls.Limits.STANDARD), ApiRange.of(api));
    }

    @Test
    void takesAPluginWhoseRangeOfTheApiHoldsTheHostsOwn() throws Exception {
        modular()
                .attribute("Import-Package", "dev.chameleonbot.plugin.api;version=\"[0.1,1)\",org.pf4j")
                .writeTo(folder.resolve("colors.jar"));

        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            assertThat(host.jars()).containsOnlyKeys("colors");
        }
    }

    @Test
    void refusesAPlainJarWithItsOwnCopyOfTheApi() throws Exception {
        String api = ChatBehaviour.class.getName().replace('.', '/') + ".class";
        byte[] copied;
        try (var in = ChatBehaviour.class.getModule().getResourceAsStream(api)) {
            copied = in.readAllBytes();
        }
        plain("fat", "").file(api, copied).writeTo(folder.resolve("fat.jar"));

        assertSentence(folder, "The plugin \"fat\" (fat.jar) brings a copy of the plugin API of its own");
    }

    private static PluginJarFile modular() {
        return PluginJarFile.of("colors").module(MODULE).behaviour("lab.colors.Colors", "");
    }

    private static PluginJarFile plain(String id, String constructorBody) {
        String behaviour = "lab." + id + ".Behaviour";
        return PluginJarFile.of(id).behaviour(behaviour, constructorBody).index(behaviour);
    }

    private PluginJarFile traced(String id) {
        return plain(id, "").lifecycle("lab." + id + ".Life", tell("\"+" + id + " \""), tell("\"-" + id + " \""));
    }

    private String tell(String what) {
        return "System.setProperty(\"%s\", System.getProperty(\"%1$s\") + %s);".formatted(trace, what);
    }

    private String told() {
        return System.getProperty(trace, "");
    }

    private static Path copyOf(LoadedBehaviour loaded) throws URISyntaxException {
        return Path.of(loaded.behaviour()
                .getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static void assertSentence(Path folder, String... parts) {
        assertThatThrownBy(() -> PluginHost.load(PluginPlaces.only(folder)))
                .isInstanceOf(OperationException.class)
                .message()
                .contains(parts)
                .doesNotContain("\n", "\tat ");
    }
}
