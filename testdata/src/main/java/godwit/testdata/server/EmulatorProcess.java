package godwit.testdata.server;

import godwit.storage.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** An emulator as a child process of ours on a free port that it chooses itself. */
final class EmulatorProcess implements AutoCloseable {
  private static final long START_SECONDS = 30;
  private static final long STOP_SECONDS = 5;
  private static final Pattern ADDRESS = Pattern.compile("Server address: (\\S+:\\d+)");

  /**
   * The shell waits for the end of its input, which comes when this JVM ends, even by kill -9, and
   * then takes the emulator with it. Ctrl-C must not reach either: the emulator is still needed for
   * a clean end.
   */
  private static final String KEEPER = "trap '' INT; \"$0\" \"$@\" & read -r _; kill -9 $!";

  private final Process keeper;
  private final CompletableFuture<String> address = new CompletableFuture<>();

  private EmulatorProcess(Process keeper) {
    this.keeper = keeper;
  }

  static EmulatorProcess start(Path binary) {
    try {
      Process keeper =
          new ProcessBuilder(
                  "/bin/sh", "-c", KEEPER, binary.toString(), "--host_port", "127.0.0.1:0")
              .redirectErrorStream(true)
              .start();
      var process = new EmulatorProcess(keeper);
      process.drain();
      process.awaitAddress(binary);
      return process;
    } catch (IOException e) {
      throw failed(binary, e);
    }
  }

  /** Reads what it prints to the end: a full pipe would stop it. */
  private void drain() {
    var thread = new Thread(this::readOutput, "spanner-emulator-output");
    thread.setDaemon(true);
    thread.start();
  }

  private void readOutput() {
    try (BufferedReader output = keeper.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        var found = ADDRESS.matcher(line);
        if (found.find()) {
          address.complete(found.group(1));
        }
      }
      address.completeExceptionally(new IOException("it ended without an address"));
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
  }

  private void awaitAddress(Path binary) {
    try {
      address.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw failed(binary, e);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw failed(binary, e);
    }
  }

  private static StorageException failed(Path binary, Exception cause) {
    return new StorageException(
        StorageException.Kind.UNREACHABLE,
        "The Spanner emulator '" + binary + "' did not start within " + START_SECONDS + " s.",
        cause);
  }

  /** {@code host:port}. */
  String host() {
    return address.join();
  }

  /** Ends it at once; its data is in memory only, so there is nothing to lose. */
  @Override
  public void close() {
    try {
      keeper.getOutputStream().close();
      if (!keeper.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        killTree();
      }
    } catch (IOException e) {
      killTree();
    } catch (InterruptedException e) {
      killTree();
      Thread.currentThread().interrupt();
    }
  }

  private void killTree() {
    keeper.descendants().forEach(ProcessHandle::destroyForcibly);
    keeper.destroyForcibly();
  }
}
