package godwit.testdata.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.storage.StorageException;
import godwit.storage.spanner.SpannerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class EmbeddedSpannerIT {
  @Test
  void createDatabase_isHarmlessTwice() {
    var server = EmbeddedSpanner.shared();
    List<String> ddl = List.of("CREATE TABLE t (id INT64) PRIMARY KEY (id)");

    server.createDatabase("embedded-twice", ddl);
    try (var database = SpannerDatabase.open(server.createDatabase("embedded-twice", ddl))) {
      database.verifyReachable();
    }
  }

  @Test
  void close_endsTheProcess() {
    // Servers that other tests share may be children of this process too.
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    try (var running = EmbeddedSpanner.start()) {
      assertThat(running.host()).matches("127\\.0\\.0\\.1:\\d+|.+:\\d+");
      assertThat(running.host()).isNotEqualTo("127.0.0.1:0");
    }
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList())
        .isSubsetOf(before);
  }

  @Test
  void start_leavesARunningEmulatorAlone() {
    try (var running = EmbeddedSpanner.start(Map.of("SPANNER_EMULATOR_HOST", "elsewhere:9010"))) {
      assertThat(running.host()).isEqualTo("elsewhere:9010");
    }
  }

  @Test
  void find_namesTheVariableWhoseFileIsNoProgram() {
    assertThatThrownBy(() -> EmulatorBinary.find(Map.of(EmulatorBinary.VARIABLE, "/no/such/file")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("GODWIT_SPANNER_EMULATOR")
        .hasMessageContaining("/no/such/file");
  }

  @Test
  void find_derivesTheSdkFromALinkedGcloud(@TempDir Path folder) throws IOException {
    Path binary = program(folder.resolve("sdk/bin/cloud_spanner_emulator/emulator_main"));
    Path gcloud = program(folder.resolve("sdk/bin/gcloud"));
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("gcloud"), gcloud);

    assertThat(EmulatorBinary.find(Map.of("PATH", bin.toString())).orElseThrow().toRealPath())
        .isEqualTo(binary.toRealPath());
  }

  @Test
  void find_prefersTheBinaryOnThePath(@TempDir Path folder) throws IOException {
    Path binary = program(folder.resolve("emulator_main"));

    assertThat(EmulatorBinary.find(Map.of("PATH", folder.toString()))).contains(binary);
  }

  private static Path program(Path path) throws IOException {
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(path, "#!/bin/sh\n");
    assertThat(path.toFile().setExecutable(true)).isTrue();
    return path;
  }
}
