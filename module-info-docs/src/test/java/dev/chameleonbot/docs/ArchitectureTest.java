package dev.chameleonbot.docs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.chameleonbot.docs.cycle.Above;
import dev.chameleonbot.docs.cycle.below.Below;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.CommandHandler;
import dev.chameleonbot.plugin.api.ServiceListener;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way dependencies may go, and what stands where only. */
final class ArchitectureTest {
    private static final String ROOT = "dev.chameleonbot.";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/dev/chameleonbot/docs/"))
            .importPackages("dev.chameleonbot");

    /** Each package is a slice of its own, also one that has others below it: no module has a cycle of packages. */
    @Test
    void packagesHaveNoCycles() {
        packagesAreFreeOfCycles(ROOT).check(OURS);
    }

    /** The rule sees what it is there for: a package that has others below it uses one of them, which uses it. */
    @Test
    void aCycleThroughARootPackageIsFound() {
        JavaClasses cyclic = new ClassFileImporter().importPackagesOf(Above.class);

        EvaluationResult result = packagesAreFreeOfCycles("").evaluate(cyclic);

        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().getDetails())
                .singleElement(STRING)
                .contains(Above.class.getName(), Below.class.getName());
    }

    private static ArchRule packagesAreFreeOfCycles(String root) {
        return slices().matching(root + "(**)").should().beFreeOfCycles();
    }

    @Test
    void thePluginApiKnowsNobodyOfOurs() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "plugin.api..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        ROOT + "plugin.testkit..",
                        ROOT + "engine..",
                        ROOT + "host..",
                        ROOT + "simulator..",
                        "com.github.twitch4j..",
                        "okhttp3.."))
                .check(OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colorchanger", "customcommands", "announcer"})
    void ourPluginsAreWrittenAgainstThePluginApiAlone(String plugin) {
        classes()
                .that()
                .resideInAPackage(ROOT + plugin + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        ROOT + plugin + "..",
                        ROOT + "plugin.api",
                        "java..",
                        "org.slf4j..",
                        "org.pf4j..",
                        "org.jspecify.."))
                .check(OURS);
    }

    @Test
    void theEngineKnowsNeitherHostNorSimulatorNorPluginLoading() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engine..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        ROOT + "host..",
                        ROOT + "simulator..",
                        ROOT + "colorchanger..",
                        ROOT + "customcommands..",
                        ROOT + "announcer..",
                        "org.pf4j.."))
                .check(OURS);
    }

    @Test
    void theSimulatorKnowsNobodyOfOurs() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "simulator..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + "engine..", ROOT + "host..", ROOT + "plugin.."))
                .check(OURS);
    }

    @Test
    void onlyOnePackageManagesPf4j() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "host..")
                .and()
                .resideOutsideOfPackage(ROOT + "host.plugins..")
                .should()
                .dependOnClassesThat(are(resideInAPackage("org.pf4j..")))
                .check(OURS);
    }

    /** A host that nobody asks for its figures does not load the library. */
    @Test
    void onlyOneClassKnowsHowPrometheusWrites() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".")
                .and()
                .haveNameNotMatching(".*\\.host\\.metrics\\.Exposition(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage("io.prometheus.."))
                .check(OURS);
    }

    @Test
    void theEnginePluginSharesOnlyTheConfigurationWithTheHost() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engineplugin..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "host..")
                        .and(not(resideInAPackage(ROOT + "host.config..")))
                        .or(resideInAnyPackage(ROOT + "simulator..", ROOT + "colorchanger..")))
                .check(OURS);
    }

    @Test
    void theConfigurationKnowsNothingElseOfTheHost() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "host.config..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + "host..").and(not(resideInAPackage(ROOT + "host.config.."))))
                .check(OURS);
    }

    @Test
    void onlyOnePackageKnowsLogback() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "host.logging..")
                .should()
                .dependOnClassesThat(are(resideInAPackage("ch.qos.logback..")))
                .check(OURS);
    }

    @Test
    void everyPublicTypeOfThePluginApiSaysHowStableItIs() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + "plugin.api..", ROOT + "plugin.testkit..")
                .and(describe("can be seen from outside", ArchitectureTest::isVisible))
                .should()
                .beAnnotatedWith(API.class)
                .check(OURS);
    }

    /** Otherwise the baseline takes a method that is added to them for a break of all plugins. */
    @Test
    void whatPluginsDoNotImplementIsMarkedForTheBaseline() {
        classes()
                .that()
                .resideInAPackage(ROOT + "plugin.api")
                .and()
                .areInterfaces()
                .and()
                .arePublic()
                .and(describe("are not sealed", type -> !type.reflect().isSealed()))
                .and(not(belongToAnyOf(
                        ChatBehaviour.class, BehaviourSession.class, CommandHandler.class, ServiceListener.class)))
                .should()
                .beAnnotatedWith("org.osgi.annotation.versioning.ProviderType")
                .check(OURS);
    }

    /** Nested types in an interface are public, whether it is or not. */
    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    @Test
    void nobodyUsesTheJdksLogger() {
        noClasses()
                .should()
                .dependOnClassesThat(are(resideInAPackage("java.util.logging..")))
                .check(OURS);
    }
}
