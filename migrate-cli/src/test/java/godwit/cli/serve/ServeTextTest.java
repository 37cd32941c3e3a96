package godwit.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.cli.session.Session;
import godwit.cli.session.SharedOptions;
import godwit.cli.session.Stopping;
import godwit.cli.session.Surroundings;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The commands that a server prints must find the secret that it uses. */
class ServeTextTest {
  private static final String URL = "http://127.0.0.1:8000";

  private static String text(@Nullable DataFolder folder, @Nullable Path secret) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    var surroundings =
        new Surroundings(
            nowhere, nowhere, Map.of("XDG_DATA_HOME", "/home/me"), Path.of("/work"), false);
    var session = new Session(surroundings, new SharedOptions(), List.of(), new Stopping());
    return ServeText.ready(
        new Serving.Ready(URL, 8000, "a storage", false, folder, secret), session);
  }

  @Test
  void secretInTheUsualFolder_needsNoOption() {
    var usual = new DataFolder(Path.of("/home/me/godwit"));

    assertThat(text(usual, usual.secretFile())).contains("$(godwit token --header GET");
  }

  @Test
  void secretInAnotherFolder_isFoundByTheFolder() {
    var other = new DataFolder(Path.of("/srv/it's here"));

    assertThat(text(other, other.secretFile()))
        .contains("$(godwit token --data '/srv/it'\\''s here' --header GET");
  }

  @Test
  void secretInAFile_isNamedAlsoBesideAFolder() {
    for (DataFolder folder : new DataFolder[] {null, new DataFolder(Path.of("/srv/data"))}) {
      assertThat(text(folder, Path.of("/etc/secret")))
          .contains("$(godwit token --master-secret-file '/etc/secret' --header GET")
          .contains("  secret       /etc/secret\n");
    }
  }

  @Test
  void secretInTheEnvironment_isAskedFor() {
    assertThat(text(null, null))
        .contains("from a shell with the same $GODWIT_MASTER_SECRET:")
        .contains("$(godwit token --header GET");
  }
}
