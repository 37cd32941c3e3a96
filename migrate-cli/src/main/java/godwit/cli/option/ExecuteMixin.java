package godwit.cli.option;

import picocli.CommandLine.Option;

/** Every command that changes something is a rehearsal until told otherwise. */
public final class ExecuteMixin {
  @Option(
      names = "--execute",
      description = "Do it. Without this option nothing is changed: a dry run says what would be.")
  private boolean execute;

  /** Whether to act. */
  public boolean acts() {
    return execute;
  }
}
