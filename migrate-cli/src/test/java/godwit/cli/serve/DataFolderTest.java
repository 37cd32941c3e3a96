package godwit.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path place;

  @Test
  void secret_isMadeOnlyWhenItIsAskedForAndThenKept() throws IOException {
    var folder = new DataFolder(place.resolve("own"));
    folder.prepare();
    assertThat(folder.path()).isEmptyDirectory();

    String secret = Files.readString(folder.madeSecret());
    assertThat(secret).hasSize(65);
    assertThat(folder.madeSecret()).hasContent(secret);
  }
}
