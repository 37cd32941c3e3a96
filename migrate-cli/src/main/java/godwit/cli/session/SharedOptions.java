package godwit.cli.session;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
public final class SharedOptions {
  /** How the result is printed. */
  public enum Format {
    /** For people. */
    text,
    /** One JSON object on standard output, also when the command fails. */
    json
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  boolean version;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The configuration. Default: $GODWIT_CONFIG, else godwit.yaml.")
  @Nullable Path config;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description = "The form of the result: text, or json for one JSON object.")
  @Nullable Format output;

  @Option(
      names = "--show-keys",
      scope = ScopeType.INHERIT,
      description = "Print user keys whole. They identify people.")
  boolean showKeys;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours and no redrawn line. So does NO_COLOR.")
  boolean noColor;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log more, and show stack traces.")
  boolean verbose;

  /** Makes the result JSON although parsing stopped before the option was read. */
  public void askForJson() {
    output = Format.json;
  }
}
