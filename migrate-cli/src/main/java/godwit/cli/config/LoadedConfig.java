package godwit.cli.config;

import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.pipelines.quota.QuotaStep;
import godwit.pipelines.run.MoveConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A configuration that was read and is complete.
 *
 * @param file where it was read
 * @param move what it says
 * @param quotaSteps how users are brought below their quota, in this order
 * @param settings each effective value with its origin, in the order of the file's sections
 */
public record LoadedConfig(
    Path file, MoveConfig move, List<QuotaStep> quotaSteps, List<Setting> settings) {
  /** The file that is read unless another is named. */
  public static final String DEFAULT_NAME = "godwit.yaml";

  /** Copies the lists. */
  public LoadedConfig {
    quotaSteps = List.copyOf(quotaSteps);
    settings = List.copyOf(settings);
  }

  /**
   * Reads a file. Opens no connection and looks up no secret.
   *
   * @throws Failure PRECONDITION with every problem, one a line, if it cannot be used
   */
  public static LoadedConfig load(Path file, Overrides overrides) {
    ConfigLog log = new ConfigLog();
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    YamlFile yaml = new YamlFile(String.valueOf(file.getFileName()), text(file));
    var reader = new ConfigReader(folder, overrides, log);
    Optional<MoveConfig> move = reader.read(yaml);
    if (move.isEmpty()) {
      throw Failure.precondition(told(file, log.problems()));
    }
    return new LoadedConfig(file, move.get(), reader.quotaSteps(), log.settings());
  }

  private static String told(Path file, List<String> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return count + " in the configuration " + file + ":\n  " + String.join("\n  ", problems);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw Failure.precondition(
          "There is no configuration "
              + file
              + "; name one with --config, or begin with 'godwit config --example'.");
    } catch (IOException e) {
      throw new Failure(ExitCode.PRECONDITION, "The configuration " + file + " cannot be read.", e);
    }
  }
}
