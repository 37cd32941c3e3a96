package godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class DemoIT {
  @TempDir Path folder;

  @Test
  void demo_movesAndProves() throws IOException {
    CliRun run = CliRun.in(folder, "demo", "--users", "25", "--seed", "3", "--output", "json");

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode demo = run.json();
    assertThat(demo.path("steps")).hasSize(8).allMatch(step -> step.path("exitCode").asInt() == 0);
    JsonNode users = demo.path("migrate").path("users");
    assertThat(users.path("planned").asLong())
        .isPositive()
        .isEqualTo(
            users.path("copied").asLong()
                + users.path("skipped").asLong()
                + users.path("failed").asLong());
    assertThat(users.path("copied").asLong()).isPositive();
    assertThat(demo.path("again").path("rows").path("written").asLong()).isZero();
    JsonNode verified = demo.path("verify").path("users");
    assertThat(verified.path("equal").asLong()).isEqualTo(users.path("copied").asLong());
    assertThat(verified.path("different").asLong()).isZero();
    assertThat(folder).isEmptyDirectory();
  }
}
