package godwit.cli.config;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands above the file: flags first, then the environment. An empty variable counts as unset.
 *
 * @param target the value of {@code --target}, or null
 * @param ledger the value of {@code --ledger}, or null
 * @param environment environment variables
 */
public record Overrides(
    @Nullable String target, @Nullable String ledger, Map<String, String> environment) {

  /** No flags. */
  public static Overrides of(Map<String, String> environment) {
    return new Overrides(null, null, environment);
  }

  Optional<Setting> overTarget() {
    return first("target.database", "--target", target, "GODWIT_TARGET");
  }

  Optional<Setting> overLedger() {
    return first("ledger.database", "--ledger", ledger, "GODWIT_LEDGER");
  }

  Optional<Setting> overEmulatorHost() {
    return first("target.emulator-host", "", null, "SPANNER_EMULATOR_HOST");
  }

  private Optional<Setting> first(
      String name, String flag, @Nullable String given, String variable) {
    if (given != null) {
      return Optional.of(new Setting(name, given, flag));
    }
    String value = environment.getOrDefault(variable, "");
    return value.isBlank()
        ? Optional.empty()
        : Optional.of(new Setting(name, value.strip(), "$" + variable));
  }
}
