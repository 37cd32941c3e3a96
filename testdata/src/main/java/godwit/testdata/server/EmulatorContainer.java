package godwit.testdata.server;

import godwit.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An emulator in a container, where Docker is there and a binary is not. */
final class EmulatorContainer implements AutoCloseable {
  private static final String IMAGE = "gcr.io/cloud-spanner-emulator/emulator";
  private static final String GRPC_PORT = "9010";
  private static final long ASK_SECONDS = 10;
  private static final long PULL_SECONDS = 300;

  private final String id;
  private final String host;

  private EmulatorContainer(String id, String host) {
    this.id = id;
    this.host = host;
  }

  /** Whether a Docker daemon answers. */
  static boolean isPossible() {
    try {
      run(ASK_SECONDS, "docker", "version", "--format", "{{.Server.Version}}");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static EmulatorContainer start() {
    try {
      String id =
          run(PULL_SECONDS, "docker", "run", "-d", "--rm", "-p", "127.0.0.1::" + GRPC_PORT, IMAGE);
      String address = run(ASK_SECONDS, "docker", "port", id, GRPC_PORT + "/tcp");
      return new EmulatorContainer(id, address.lines().findFirst().orElseThrow());
    } catch (IOException e) {
      throw new StorageException(
          StorageException.Kind.UNREACHABLE,
          "Docker could not start " + IMAGE + ": " + e.getMessage(),
          e);
    }
  }

  String host() {
    return host;
  }

  @Override
  public void close() {
    try {
      run(ASK_SECONDS, "docker", "kill", id);
    } catch (IOException e) {
      throw new StorageException(
          StorageException.Kind.BROKEN,
          "The emulator's container " + id + " could not be stopped; stop it with 'docker kill'.",
          e);
    }
  }

  /** Its output, stripped; fails unless it ends with status 0 in time. */
  private static String run(long seconds, String... command) throws IOException {
    // Errors are left to the status: read together with the output they would spoil it.
    Process process =
        new ProcessBuilder(List.of(command)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("'" + String.join(" ", command) + "' failed");
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
