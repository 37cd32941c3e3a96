package godwit.cli;

import godwit.cli.config.LoadedConfig;
import godwit.cli.config.Setting;
import godwit.cli.option.ConfigMixin;
import godwit.cli.output.TextTable;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the configuration comes to, and where each value is from. */
@Command(
    name = "config",
    description = {
      "Print the effective value of each setting and where it came from. Opens no connection and"
          + " prints no secret."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit config --example > godwit.yaml   begin a configuration",
      "  godwit config                           check it",
      "  godwit config --output json             the same for a script"
    })
final class ConfigCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ConfigMixin config = new ConfigMixin();

  @Option(names = "--example", description = "Print a commented example file instead.")
  private boolean example;

  ConfigCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return session.finish("config", example ? example() : effective());
  }

  private Result effective() {
    LoadedConfig loaded = config.load(session);
    TextTable table = new TextTable("setting", "value", "from");
    for (Setting setting : loaded.settings()) {
      table.row(setting.name(), setting.value(), setting.origin());
    }
    String text = "Configuration " + loaded.file() + "\n\n" + table.print("");
    return Result.of(ExitCode.DONE, new Report(loaded.file().toString(), loaded.settings()), text);
  }

  private static Result example() {
    try (InputStream stream =
        Objects.requireNonNull(
            ConfigCommand.class.getResourceAsStream("/godwit/cli/example.yaml"))) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Result.of(ExitCode.DONE, Map.of("example", text), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JSON of the command. */
  record Report(String file, List<Setting> settings) {}
}
