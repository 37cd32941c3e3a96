package godwit.cli.option;

import godwit.cli.config.LoadedConfig;
import godwit.cli.config.Overrides;
import godwit.cli.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command works on: the configuration file and the flags above it. */
public final class ConfigMixin {
  @Option(
      names = "--target",
      paramLabel = "DATABASE",
      description = "The target, projects/P/instances/I/databases/D; above the configuration.")
  private @Nullable String target;

  @Option(
      names = "--ledger",
      paramLabel = "DATABASE",
      description = "The ledger's database, in the same form; above the configuration.")
  private @Nullable String ledger;

  /**
   * Reads the configuration.
   *
   * @throws godwit.cli.session.Failure if it is missing or wrong
   */
  public LoadedConfig load(Session session) {
    return LoadedConfig.load(file(session), new Overrides(target, ledger, session.environment()));
  }

  /** The flags as they were given, for the command that resumes. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    Optional.ofNullable(target).ifPresent(path -> words.addAll(List.of("--target", path)));
    Optional.ofNullable(ledger).ifPresent(path -> words.addAll(List.of("--ledger", path)));
    return words;
  }

  /** The file that is read. */
  public static Path file(Session session) {
    Path option = session.configOption();
    if (option != null) {
      return option;
    }
    String variable = session.environment().getOrDefault("GODWIT_CONFIG", "");
    return session.resolve(variable.isBlank() ? LoadedConfig.DEFAULT_NAME : variable.strip());
  }
}
