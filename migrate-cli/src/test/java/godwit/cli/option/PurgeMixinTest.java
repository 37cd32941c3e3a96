package godwit.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PurgeMixinTest {
  private static List<String> words(String... given) {
    return CommandLine.populateCommand(new PurgeMixin(), given).words();
  }

  /** Forgotten by the command that resumes, the next run was faster and ruder than the first. */
  @Test
  void words_holdEveryOptionThatWasGiven() {
    String line =
        "--collection tabs --max-rows 5 --max-time 6h --chunk-time 50 --max-running 0 --max-lag 3"
            + " --no-manifest";

    assertThat(words(line.split(" "))).containsExactly(line.split(" "));
    assertThat(words()).isEmpty();
  }
}
