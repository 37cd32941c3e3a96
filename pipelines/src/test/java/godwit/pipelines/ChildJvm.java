package godwit.pipelines;

import godwit.pipelines.run.MoveConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** A program of these tests at work in a JVM of its own. */
public final class ChildJvm implements AutoCloseable {
  private final Path folder;
  private final Process process;
  private final BufferedReader out;

  private ChildJvm(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.out = process.inputReader();
  }

  /** Starts a {@link MigrateChild} with that much heap, such as {@code 256m}. */
  public static ChildJvm start(MoveConfig config, String heap) throws IOException {
    return start(MigrateChild.class, config, heap);
  }

  /** Starts a program that takes the file of a serialised value. */
  public static ChildJvm start(Class<?> program, Serializable config, String heap)
      throws IOException {
    Path folder = Files.createTempDirectory("godwit-child");
    Path file = folder.resolve("config");
    try (var stream = new ObjectOutputStream(Files.newOutputStream(file))) {
      stream.writeObject(config);
    }
    String classPath =
        Objects.requireNonNullElse(
            System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path"));
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap,
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Duser.timezone=UTC",
            "-cp",
            classPath,
            program.getName(),
            file.toString());
    var builder = new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
    return new ChildJvm(folder, builder.start());
  }

  /** Reads what it prints up to the first such line; empty if it ends before. */
  public Optional<String> await(Predicate<String> wanted) {
    return out.lines().filter(wanted).findFirst();
  }

  /** The last line, {@code DONE} and figures; whatever else it comes to is a failure. */
  public String[] awaitDone() {
    String line = await(text -> !text.startsWith("AT ")).orElse("no last line");
    if (!line.startsWith("DONE ")) {
      throw new AssertionError("the child ended with '" + line + "'\n" + errors());
    }
    return line.split(" ", -1);
  }

  /** Whether it has not ended yet. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as {@code kill -9} does, at once, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  private String errors() {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("err"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    kill();
    out.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
