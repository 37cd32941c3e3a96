package godwit.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.sweep.OwnerRange;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class StoreMixinTest {
  @Command
  static final class Line {
    @Mixin final StoreMixin store = new StoreMixin();
  }

  @Test
  void prefixInUpperCase_meansTheAccountsInLowerCase() {
    var line = new Line();
    new CommandLine(line).parseArgs("--target", "--uid-prefix", "E");

    assertThat(line.store.range()).isEqualTo(new OwnerRange("e", "f"));
  }
}
