package godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandIT {
  @TempDir Path folder;

  @Test
  void audit_ofMadeDataNeedsNothingAndWritesAPage() throws IOException {
    CliRun run =
        CliRun.in(folder, "audit", "--testdata", "--output", "json", "--report", "audit.html");

    JsonNode report = run.json();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(report.get("balanced").asBoolean()).isTrue();
    assertThat(report.get("stores")).hasSize(2);
    assertThat(folder.resolve("audit.html")).content().contains("<svg").contains("bookmarks");
    CliRun same = CliRun.in(folder, "report", "--diff", "audit.json", "audit.json");
    assertThat(same.out()).contains("The two reports say the same.");
  }
}
