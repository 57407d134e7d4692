package dev.chameleonbot.plugin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ApiStabilityTest {
    private static final Pattern EXPORTED = Pattern.compile("version=\"(?<major>\\d+)\\.");

    @Test
    void incompatibleChangesAreFatalFromOneOn() throws IOException {
        List<Integer> majors = EXPORTED.matcher(Files.readString(Path.of("bnd.bnd")))
                .results()
                .map(result -> Integer.valueOf(result.group("major")))
                .toList();

        assertThat(majors).isNotEmpty();
        assertThat(Boolean.getBoolean("api.may.break"))
                .as("the property api.may.break of the pom")
                .isEqualTo(majors.stream().allMatch(major -> major == 0));
    }
}
