package godwit.cli.serve;

import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.sync.auth.TokenSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the master secrets come from: a file, the environment, or the folder of a server's own. */
public final class MasterSecrets {
  static final String VARIABLE = "GODWIT_MASTER_SECRET";
  private static final String FILE_VARIABLE = VARIABLE + "_FILE";

  @Option(
      names = "--master-secret-file",
      paramLabel = "FILE",
      description =
          "The file with the master secret; several lines are several secrets, of which the"
              + " first makes tokens. Default: $GODWIT_MASTER_SECRET, else the file that"
              + " $GODWIT_MASTER_SECRET_FILE names.")
  private @Nullable String file;

  /**
   * Secrets, and where they are.
   *
   * @param file they were read from, or null if they are in {@code $GODWIT_MASTER_SECRET}
   */
  public record Found(TokenSecrets secrets, @Nullable Path file) {
    static Found in(Path file) {
      return new Found(read(file), file);
    }
  }

  /** The secrets as configured, or nothing if none are. */
  public Optional<Found> configured(Session session) {
    String text = session.environment().get(VARIABLE);
    String named = file == null ? session.environment().get(FILE_VARIABLE) : file;
    if (file == null && text != null) {
      return Optional.of(
          new Found(secrets(List.of(text), "The environment variable " + VARIABLE), null));
    }
    return Optional.ofNullable(named).map(session::resolve).map(Found::in);
  }

  /** Reads a file of secrets, one a line. */
  public static TokenSecrets read(Path file) {
    try {
      List<String> lines =
          Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
      return secrets(lines, "The file '" + file + "'");
    } catch (IOException e) {
      throw new Failure(
          ExitCode.PRECONDITION,
          "The master secret's file '%s' cannot be read.".formatted(file),
          e);
    }
  }

  private static TokenSecrets secrets(List<String> masters, String place) {
    try {
      return TokenSecrets.of(masters);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.PRECONDITION, place + " holds no master secret.", e);
    }
  }
}
