package dev.chameleonbot.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The manifest against Kubernetes' published schema, by the model that its project generates from that. */
final class KubernetesTest {
    private static final Map<String, JsonNode> OBJECTS = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<JsonNode> documents = yaml.readerFor(JsonNode.class)
                .readValues(Path.of("kubernetes.yaml").toFile())) {
            documents.forEachRemaining(object -> OBJECTS.put(object.path("kind").asText(), object));
        }
    }

    @Test
    void hasAllThatIsNeededAndNothingThatTheSchemaDoesNotKnow() throws Exception {
        assertThat(OBJECTS).containsOnlyKeys("StatefulSet", "Service");

        V1StatefulSet.validateJsonElement(gson("StatefulSet"));
        V1Service.validateJsonElement(gson("Service"));
    }

    @Test
    void wouldBeRefusedWithAWordThatTheSchemaDoesNotKnow() {
        JsonElement misspelt =
                JsonParser.parseString(object("StatefulSet").toString().replace("livenessProbe", "liveness"));

        assertThatThrownBy(() -> V1StatefulSet.validateJsonElement(misspelt)).hasMessageContaining("liveness");
    }

    @Test
    void confinesEachContainerAndNamesNothingThatIsNotThere() {
        JsonNode pod = object("StatefulSet").path("spec").path("template").path("spec");
        List<String> volumes = new ArrayList<>(pod.path("volumes").findValuesAsText("name"));
        object("StatefulSet")
                .path("spec")
                .path("volumeClaimTemplates")
                .forEach(
                        claim -> volumes.add(claim.path("metadata").path("name").asText()));

        assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
        for (String kind : List.of("initContainers", "containers")) {
            assertThat(pod.path(kind)).isNotEmpty().allSatisfy(container -> {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.path("capabilities").path("drop").path(0).asText())
                        .isEqualTo("ALL");
                assertThat(volumes).containsAll(container.path("volumeMounts").findValuesAsText("name"));
            });
        }
    }

    private static JsonNode object(String kind) {
        return Objects.requireNonNull(OBJECTS.get(kind), kind);
    }

    private static JsonElement gson(String kind) {
        return JsonParser.parseString(object(kind).toString());
    }
}
