package godwit.cli.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.cli.session.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersFileTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    ServersFile.write(folder, new LocalServers("jdbc:mysql://h:1/", "me", "/secret", "h:2"));
  }

  @Test
  void folderOfServersThatRun_isNotFree() throws IOException {
    assertThat(ServersFile.holder(folder)).contains(ProcessHandle.current());
    assertThatThrownBy(() -> ServersFile.requireFree(folder, "take another"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("'kill " + ProcessHandle.current().pid() + "', or take another.");
  }

  @Test
  void folderOfServersThatHaveEnded_isFree() throws IOException {
    replace("holder.started=.*", "holder.started=1970-01-01T00\\\\:00\\\\:00Z");

    assertThat(ServersFile.holder(folder)).isEmpty();
    ServersFile.requireFree(folder, "take another");
  }

  @Test
  void deleteOwn_leavesTheFileOfAnother() throws IOException {
    String own = Files.readString(file());
    replace("holder.pid=.*", "holder.pid=1");
    ServersFile.deleteOwn(folder);
    assertThat(file()).exists();

    Files.writeString(file(), own);
    ServersFile.deleteOwn(folder);
    assertThat(file()).doesNotExist();
  }

  private Path file() {
    return folder.resolve(ServersFile.NAME);
  }

  private void replace(String line, String other) throws IOException {
    Files.writeString(file(), Files.readString(file()).replaceAll(line, other));
  }
}
