package godwit.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import godwit.storage.spanner.SpannerConfig;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
  private static final SpannerConfig SERVICE = new SpannerConfig("p", "i", "d", null);
  private static final SpannerConfig EMULATOR = new SpannerConfig("p", "i", "d", "localhost:1");

  private static Map<String, Object> shown(String... args) {
    return shown(Launcher.options(List.of(args), SERVICE));
  }

  /** What the options say, for options whose interface is not on the compile path. */
  private static Map<String, Object> shown(PipelineOptions options) {
    var found = new java.util.TreeMap<String, Object>();
    for (String line : options.toString().split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        found.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return found;
  }

  @Test
  void withoutARunner_thisMachineIsUsedWithoutCostlyChecks() {
    int workers = Math.max(2, Runtime.getRuntime().availableProcessors());
    assertThat(shown())
        .containsEntry("enforceImmutability", "false")
        .containsEntry("enforceEncodability", "false")
        .containsEntry("targetParallelism", Integer.toString(workers));
    assertThat(Launcher.options(List.of(), SERVICE).getRunner().getSimpleName())
        .isEqualTo("DirectRunner");
  }

  @Test
  void anEmulator_getsOneWorker() {
    assertThat(shown(Launcher.options(List.of(), EMULATOR)))
        .containsEntry("targetParallelism", "1");
    assertThat(shown(Launcher.options(List.of("--targetParallelism=3"), EMULATOR)))
        .containsEntry("targetParallelism", "3");
  }

  @Test
  void whatIsAskedFor_isNotOverridden() {
    assertThat(shown("--targetParallelism=7", "--enforceImmutability=true"))
        .containsEntry("enforceImmutability", "true")
        .containsEntry("enforceEncodability", "false")
        .containsEntry("targetParallelism", "7");
    assertThat(shown("--runner=DirectRunner")).containsEntry("enforceEncodability", "false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--noSuchOption=1", "--runner=NoSuchRunner", "stray"})
  void unknownOptions_areRefusedByName(String arg) {
    PipelineOptionsFactory.register(PipelineOptions.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Launcher.options(List.of(arg), SERVICE))
        .withMessageContaining(arg.replaceAll("^--|=1$|^--runner=", "").replace("runner=", ""));
  }
}
