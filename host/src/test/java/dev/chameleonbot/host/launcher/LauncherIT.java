package dev.chameleonbot.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The script with Javas and a Maven that only say that they were called, and with the machine's own folders of Javas
 * turned to empty ones, since what is installed here must not matter.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
@Execution(ExecutionMode.SAME_THREAD) // A process that starts meanwhile would hold scripts open, which are then "busy".
final class LauncherIT {
    private static final List<String> TOOLS = List.of(
            "sed",
            "head",
            "tail",
            "dirname",
            "readlink",
            "find",
            "grep",
            "mkdir",
            "touch",
            "cat",
            "cksum",
            "tee",
            "rm");

    private final Path root;
    private final Path machine;
    private final Map<String, String> environment = new HashMap<>();

    LauncherIT(@TempDir Path temporary) throws IOException {
        root = Files.createDirectory(temporary.resolve("a folder"));
        machine = Files.createDirectory(temporary.resolve("machine"));
        Path tools = Files.createDirectory(temporary.resolve("tools"));
        for (String tool : TOOLS) {
            Path found = Stream.of("/usr/bin", "/bin")
                    .map(folder -> Path.of(folder, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            executable(tools.resolve(tool), "exec " + found + " \"$@\"");
        }
        environment.put("PATH", tools.toString());
        environment.put(
                "HOME", Files.createDirectory(temporary.resolve("my home")).toString());
    }

    @Nested
    final class Java {
        private final Path launcher;

        Java() throws IOException {
            launcher = launcherIn(root.resolve("chameleon-1/bin"));
            Files.createDirectory(root.resolve("chameleon-1/lib"));
        }

        @Test
        void isTheOneThatChameleonJavaHomeNames() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME",
                    java(root.resolve("java 21"), "21.0.7").toString());
            environment.put("JAVA_HOME", java(root.resolve("java 25"), "25.0.3").toString());

            assertThat(start().out()).contains("Java 21.0.7");
        }

        @Test
        void isThePackagesOwnWhateverElseIsThere() throws Exception {
            java(root.resolve("chameleon-1/runtime"), "25.0.3");
            environment.put("JAVA_HOME", java(root.resolve("java 26"), "26").toString());

            assertThat(start().out()).contains("Java 25.0.3");
        }

        @Test
        void isTheOneThatIsNamedEvenWhereThePackageHasOne() throws Exception {
            java(root.resolve("chameleon-1/runtime"), "25.0.3");
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java 26"), "26").toString());

            assertThat(start().out()).contains("Java 26");
        }

        @Test
        void isOtherwiseTheOneThatJavaHomeNames() throws Exception {
            java(machine.resolve("usr/lib/jvm/new"), "26");
            environment.put("JAVA_HOME", java(root.resolve("java"), "21").toString());

            assertThat(start().out()).contains("Java 21");
        }

        @Test
        void isAFoundOneWhereJavaHomeIsTooOldWithoutAWord() throws Exception {
            java(machine.resolve("usr/lib/jvm/new"), "25.0.3");
            environment.put("JAVA_HOME", java(root.resolve("old"), "17.0.15").toString());

            Outcome outcome = start();

            assertThat(outcome.out()).contains("Java 25.0.3");
            assertThat(outcome.err()).isEmpty();
        }

        @Test
        void isTheNewestOfThoseThatAreFound() throws Exception {
            java(machine.resolve("usr/lib/jvm/a"), "21.0.7");
            java(machine.resolve("opt/jdk-early"), "27-ea");
            java(machine.resolve("opt/java/old"), "1.8.0_432");
            java(Path.of(environment.get("HOME"), ".sdkman/candidates/java/25"), "25.0.3");
            Files.createDirectories(machine.resolve("usr/lib/jvm/no-java"));

            assertThat(start().out()).contains("Java 27-ea");
        }

        @Test
        void isFoundThroughALinkOnThePath() throws Exception {
            Path home = java(root.resolve("java home"), "25");
            Path tools = Path.of(environment.get("PATH"));
            Files.createSymbolicLink(tools.resolve("java"), home.resolve("bin/java"));

            assertThat(start().out()).contains("Java 25");
        }

        @Test
        void isAskedWhoItIsWhereNoFileSaysIt() throws Exception {
            Path home = java(root.resolve("java"), "25");
            Files.delete(home.resolve("release"));
            environment.put("JAVA_HOME", home.toString());

            assertThat(start().out()).contains("Java 25", "<-XX:TrimNativeHeapInterval=10000>");
        }

        @Test
        void isAskedWhereItIsWhereTheOneOnThePathIsAScriptThatChoosesOne() throws Exception {
            Path home = java(root.resolve("chosen java"), "25");
            executable(Path.of(environment.get("PATH"), "java"), "exec '" + home.resolve("bin/java") + "' \"$@\"");

            assertThat(start().out()).contains("Java 25");
        }

        @Test
        void isAskedForWhereNoneIsFound() throws Exception {
            Outcome outcome = start();

            assertThat(outcome.exitCode()).isOne();
            assertThat(outcome.err())
                    .contains("Java 21 or newer is needed, but no Java was found", "CHAMELEON_JAVA_HOME");
        }

        @Test
        void isAskedForWhereAllAreTooOld() throws Exception {
            java(machine.resolve("usr/lib/jvm/old"), "17.0.15");

            Outcome outcome = start();

            assertThat(outcome.exitCode()).isOne();
            assertThat(outcome.err()).contains("the newest that was found is Java 17");
        }

        @Test
        void isNotLookedForElsewhereWhereChameleonJavaHomeIsUnusable() throws Exception {
            java(machine.resolve("usr/lib/jvm/new"), "25");
            environment.put("CHAMELEON_JAVA_HOME", root.resolve("nowhere").toString());
            Outcome missing = start();
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("old"), "17.0.15").toString());
            Outcome old = start();

            assertThat(missing.exitCode()).isOne();
            assertThat(missing.err()).contains("CHAMELEON_JAVA_HOME", "nowhere");
            assertThat(old.exitCode()).isOne();
            assertThat(old.err()).contains("CHAMELEON_JAVA_HOME", "Java 17");
        }

        @Test
        void getsTheModulePathTheOptionsAndTheArgumentsAsTheyAre() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25").toString());
            environment.put("CHAMELEON_JAVA_OPTS", "-Xmx1g -Da=b");
            String home = root.toRealPath().resolve("chameleon-1").toString();

            Outcome outcome = start("run", "--config", "my file.json", "*");

            assertThat(outcome.out().lines())
                    .contains("<-Dchameleon.home=" + home + ">", "<" + home + "/lib>", "<-Xmx1g>", "<-Da=b>")
                    .endsWith(
                            "<dev.chameleonbot.host/dev.chameleonbot.host.Main>",
                            "<run>",
                            "<--config>",
                            "<my file.json>",
                            "<*>");
        }

        @Test
        void getsALanguageThatHasAllCharactersWhereThereIsNone() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25").toString());
            assertThat(start().out()).contains("language: C.UTF-8");

            executable(
                    Path.of(environment.get("PATH"), "locale"),
                    "[ $1 = -a ] && printf 'C\\nC.utf8\\nPOSIX\\n' || echo ${LC_ALL:+US-ASCII} ${LANG:+UTF-8}");
            environment.put("LANG", "en_GB.UTF-8");
            assertThat(start().out()).as("one that has them").contains("language: none");

            environment.remove("LANG");
            environment.put("LC_ALL", "C");
            assertThat(start().out()).contains("language: C.utf8");
        }

        @Test
        void isNotStartedFromAFolderThatItsPathCannotName() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25").toString());
            Path elsewhere = launcherIn(root.resolve("a:b/bin"));
            Files.createDirectory(root.resolve("a:b/lib"));

            Outcome outcome = Script.run(elsewhere, machine, environment);

            assertThat(outcome.exitCode()).isOne();
            assertThat(outcome.err()).contains("':'", "a:b", "rename");
        }

        @Test
        void getsASmallHeapUnlessAnotherIsAskedFor() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25").toString());
            String usual = start().out();
            environment.put("CHAMELEON_JAVA_OPTS", "-Xlog:gc -XX:+UseZGC");
            String chosen = start().out();
            environment.put("CHAMELEON_JAVA_OPTS", "-Xmx20m");
            String small = start().out();

            assertThat(usual).contains("<-XX:+UseSerialGC>", "<-Xms32m>");
            assertThat(chosen).contains("<-XX:+UseZGC>").doesNotContain("SerialGC", "<-Xms");
            assertThat(small).contains("<-XX:+UseSerialGC>", "<-Xmx20m>").doesNotContain("<-Xms");
        }

        @Test
        void getsNoOptionThatAnOlderJavaDoesNotKnow() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "22").toString());

            assertThat(start().out()).doesNotContain("TrimNativeHeapInterval", "sun-misc-unsafe");
        }

        @Test
        void getsWhatItHasLearnedInATraining() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25.0.3").toString());
            Path cache = Files.createFile(root.toRealPath().resolve("chameleon-1/lib/chameleon-25.0.3+9.aot"));

            assertThat(start().out()).contains("<-XX:AOTCache=" + cache + ">");
        }

        @ParameterizedTest
        @CsvSource({
            "XDG_CACHE_HOME, my cache, my cache/chameleon",
            "STATE_DIRECTORY, my state, my state/state/cache",
            "CHAMELEON_DATA, my data, my data/state/cache",
            "HOME, my home, my home/.cache/chameleon"
        })
        void getsWhatIsKeptWithTheDataAndSaysWhereThatIs(String variable, String value, String where) throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25.0.3").toString());
            environment.put(variable, root.resolve(value).toString());
            String named = start().out().replaceFirst("(?s).*<-Dchameleon.learned=([^>]+)>.*", "$1");
            assertThat(named)
                    .startsWith(root.resolve(where) + "/chameleon-25.0.3+9-")
                    .endsWith(".aot");

            Files.createDirectories(Path.of(named).resolveSibling(""));
            Files.createFile(Path.of(named));

            assertThat(start().out()).contains("<-XX:AOTCache=" + named + ">");
        }

        @ParameterizedTest
        @CsvSource({", false", "1, true", "100, true", "101, false", "999999, false", "many, false"})
        void usesOneCompilerWhereFewAccountsWereNoted(String noted, boolean few) throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25.0.3").toString());
            environment.put("XDG_CACHE_HOME", root.resolve("my cache").toString());
            Path note = Path.of(start().out().replaceFirst("(?s).*<-Dchameleon.accounts=([^>]+)>.*", "$1"));
            assertThat(note.toString()).startsWith(root.resolve("my cache/chameleon/accounts-") + "");
            if (noted != null) {
                Files.createDirectories(note.resolveSibling(""));
                Files.writeString(note, noted + "\n");
            }

            String options = start().out();
            assertThat(options.contains("<-XX:TieredStopAtLevel=1>")).isEqualTo(few);
            assertThat(options.contains("<-XX:Tier4InvocationThreshold=25000>")).isNotEqualTo(few);

            environment.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=4");
            assertThat(start().out()).doesNotContain("<-XX:TieredStopAtLevel=1>", "<-XX:Tier4");
        }

        @Test
        @EnabledOnOs(value = OS.LINUX, disabledReason = "there open files have names")
        void isGivenItsModulesByANameThatOutlivesAMoveWhereItHasLearned() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25.0.3").toString());
            Files.createFile(root.resolve("chameleon-1/lib/chameleon-25.0.3+9.aot"));

            assertThat(start().out()).contains("</proc/self/fd/9>").doesNotContain("chameleon-1/lib>");
        }

        @Test
        void watchesInATrainingAndThenMakesTheCache() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25").toString());
            Path cache = root.resolve("new cache.aot");
            environment.put("CHAMELEON_TRAINING", cache.toString());

            assertThat(start().out().lines())
                    .contains("<-XX:AOTMode=record>", "<-XX:AOTConfiguration=" + cache + ".config>")
                    .doesNotContain("<-XX:AOTCache=" + cache + ">");
            Files.createFile(root.resolve("new cache.aot.config"));
            assertThat(start().out().lines())
                    .contains(
                            "<-XX:AOTMode=create>",
                            "<-XX:AOTConfiguration=" + cache + ".config>",
                            "<-XX:AOTCache=" + cache + ">");
        }

        @Test
        void doesNotGetWhatAnotherJavaHasLearned() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25.0.4").toString());
            Files.createFile(root.resolve("chameleon-1/lib/chameleon-25.0.3+9.aot"));

            assertThat(start().out()).doesNotContain("AOTCache");
        }

        @Test
        void doesNotGetWhatWasLearnedOfOtherJars() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25.0.3").toString());
            Path cache = Files.createFile(root.resolve("chameleon-1/lib/chameleon-25.0.3+9.aot"));
            Files.setLastModifiedTime(cache, FileTime.from(Instant.now().minusSeconds(60)));
            Files.createFile(root.resolve("chameleon-1/lib/engine.jar"));

            assertThat(start().out()).doesNotContain("AOTCache");
        }

        @Test
        void getsTheSameThroughSymbolicLinks() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25").toString());
            Path absolute = Files.createSymbolicLink(root.resolve("first link"), launcher);
            Path relative = Files.createSymbolicLink(root.resolve("second link"), absolute.getFileName());

            Outcome outcome = Script.run(relative, machine, environment);

            assertThat(outcome.out()).contains("/chameleon-1/lib>");
        }

        @Test
        void decidesTheExitCode() throws Exception {
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25").toString());

            assertThat(start("exit", "3").exitCode()).isEqualTo(3);
        }

        private Outcome start(String... arguments) throws Exception {
            return Script.run(launcher, machine, environment, arguments);
        }
    }

    @Nested
    final class Build {
        private static final String STAMP = "host/target/chameleon/lib/.complete";

        private final Path tree = root.resolve("source tree");
        private final Path launcher;
        private final Path source = tree.resolve("engine/src/main/java/Engine.java");
        private final Path test = tree.resolve("engine/src/test/java/EngineTest.java");
        private final Instant built = Instant.now().minusSeconds(60);

        Build() throws IOException {
            launcher = launcherIn(tree);
            for (String module : List.of("host", "plugin-api", "plugins", "simulator", "third-party")) {
                Files.createDirectories(tree.resolve(module));
            }
            Files.createDirectories(source.getParent());
            Files.createDirectories(test.getParent());
            Files.writeString(tree.resolve("pom.xml"), "<project/>");
            Files.writeString(source, "class Engine {}");
            Files.writeString(test, "class EngineTest {}");
            environment.put(
                    "CHAMELEON_JAVA_HOME", java(root.resolve("java"), "25").toString());
            maven("mkdir -p host/target/chameleon/lib && touch " + STAMP);
        }

        @Test
        void isMadeOnceAndSaidOnStandardError() throws Exception {
            Outcome first = start();
            Outcome second = start();

            assertThat(first.exitCode()).isZero();
            assertThat(first.err()).contains("building the host");
            assertThat(first.out()).startsWith("Java 25").contains("/host/target/chameleon/lib>");
            assertThat(second.err()).isEmpty();
            assertThat(second.out()).isEqualTo(first.out());
        }

        @Test
        void isMadeAgainWhereASourceIsNewer() throws Exception {
            pretendToBeBuilt();
            Files.setLastModifiedTime(source, FileTime.from(built.plusSeconds(1)));

            assertThat(start().err()).contains("building");
        }

        @Test
        void isMadeAgainWhereASourceWasRemoved() throws Exception {
            pretendToBeBuilt();
            Files.delete(source);

            assertThat(start().err()).contains("building");
        }

        @Test
        void isFreshWhereOnlyATestOrAResultIsNewer() throws Exception {
            pretendToBeBuilt();
            Files.setLastModifiedTime(test, FileTime.from(built.plusSeconds(1)));
            Path result = Files.createDirectories(tree.resolve("engine/target")).resolve("engine.jar");
            Files.writeString(result, "newer");

            assertThat(start().err()).isEmpty();
        }

        @Test
        void showsTheEndOfMavensOutputWhereItFails() throws Exception {
            maven("echo '[ERROR] cannot find symbol'; exit 1");

            Outcome outcome = start();

            assertThat(outcome.exitCode()).isOne();
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).contains("cannot find symbol", "the build has failed", "host/target/build.log");
        }

        @Test
        void asksForMavenWhereItIsMissing() throws Exception {
            Files.delete(Path.of(environment.get("PATH"), "mvn"));

            Outcome outcome = start();

            assertThat(outcome.exitCode()).isOne();
            assertThat(outcome.err()).contains("Maven (mvn) is not installed");
        }

        @Test
        void isNotBegunWithoutAJavaToRunIt() throws Exception {
            environment.remove("CHAMELEON_JAVA_HOME");

            Outcome outcome = start();

            assertThat(outcome.exitCode()).isOne();
            assertThat(outcome.err()).contains("no Java was found").doesNotContain("building");
        }

        @Test
        void leavesMavenTheJavaThatItHas() throws Exception {
            maven("mkdir -p host/target/chameleon/lib && touch " + STAMP + "; echo \"[${JAVA_HOME-none}]\"");

            start();

            assertThat(tree.resolve("host/target/build.log")).content().contains("[none]");
        }

        private void pretendToBeBuilt() throws IOException {
            Path stamp = tree.resolve(STAMP);
            Files.createDirectories(stamp.getParent());
            Files.createFile(stamp);
            Files.setLastModifiedTime(stamp, FileTime.from(built));
            Instant older = built.minusSeconds(60);
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.filter(file -> !file.equals(stamp)).toList()) {
                    Files.setLastModifiedTime(file, FileTime.from(older));
                }
            }
        }

        private void maven(String commands) throws IOException {
            executable(Path.of(environment.get("PATH"), "mvn"), commands);
        }

        private Outcome start() throws Exception {
            return Script.run(launcher, machine, environment);
        }
    }

    @Test
    void refusesToGuessWhereNeitherADistributionNorASourceTreeIsAroundIt() throws Exception {
        Outcome outcome = Script.run(launcherIn(root.resolve("lost")), machine, environment);

        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.err()).contains("neither a distribution nor a source tree");
    }

    private Path launcherIn(Path folder) throws IOException {
        Path original = Path.of("..", "chameleon");
        Path copy = Files.createDirectories(folder).resolve("chameleon");
        Files.copy(original, copy, StandardCopyOption.COPY_ATTRIBUTES);
        String text = Files.readString(copy);
        for (String place : List.of(" /usr/", " /opt/", " /Library/")) {
            assertThat(text).contains(place);
            text = text.replace(place, " " + machine + place.strip());
        }
        return Files.writeString(copy, text);
    }

    private static Path java(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), """
            IMPLEMENTOR="Nobody"
            JAVA_RUNTIME_VERSION="%s+9"
            JAVA_VERSION="%s"
            """.formatted(version, version));
        executable(home.resolve("bin/java"), """
            if [ "$1" = -XshowSettings:properties ]; then
              printf '    java.home = %%s\\n    java.version = %s\\n    os.name = Linux\\n' "${0%%%%/bin/java}" >&2
              exit 0
            fi
            echo 'Java %s'
            echo "language: ${LC_ALL-none}"
            for argument in "$@"; do
              echo "<$argument>"
              [ "${previous-}" = exit ] && exit "$argument"
              previous=$argument
            done
            exit 0
            """.formatted(version, version));
        return home;
    }

    private static void executable(Path file, String commands) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
