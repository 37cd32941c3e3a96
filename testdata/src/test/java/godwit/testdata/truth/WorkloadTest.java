package godwit.testdata.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import godwit.testdata.Shares;
import godwit.testdata.Workload;
import godwit.testdata.user.SyntheticUsers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadTest {
  private static final Workload SMALL = Workload.of(42, 60).withMedianRows(20);

  @TempDir Path folder;

  @Test
  void files_areTheSameForEver() throws Exception {
    GenerateFiles.write(SMALL, folder, 0, 1);

    // Changes only when the generator means to make other data; say so in the change log then.
    assertThat(digest("users.jsonl", "records.jsonl", "truth.jsonl"))
        .isEqualTo("e40654bcce0d285aa7abc5f111c485e8192fbc75f504ae7f87620e44b3ed9f9e");
  }

  @Test
  void files_ofPartsJoinToTheWhole() throws IOException {
    GenerateFiles.write(SMALL, folder, 0, 1);
    for (int part = 0; part < 7; part++) {
      GenerateFiles.write(SMALL, folder, part, 7);
    }

    for (String what : new String[] {"users", "records", "truth"}) {
      assertThat(joined(what, 7)).isEqualTo(text(what + ".jsonl"));
    }
  }

  @Test
  void part_joinsToTheSameWhole() {
    var users = new SyntheticUsers(SMALL);

    assertThat(IntStream.range(0, 13).boxed().flatMap(part -> users.part(part, 13)))
        .containsExactlyElementsOf(users.all().toList());
  }

  @Test
  void user_dependsOnTheSeed() {
    var other = new Workload(43, 60, 2, 20, SMALL.hoarderRows(), SMALL.shares(), SMALL.now());

    assertThat(new SyntheticUsers(SMALL).user(0).fxaUid())
        .isNotEqualTo(new SyntheticUsers(other).user(0).fxaUid());
  }

  @Test
  void workload_refusesSizesOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SMALL.withShards(0))
        .withMessageContaining("shards: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Workload.of(1, 0).withHoarders(5_000))
        .withMessageContaining("5000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shares.none().withExpired(1.5))
        .withMessageContaining("1.5");
  }

  @Test
  void part_refusesNumbersOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GenerateFiles.write(SMALL, folder, 3, 3))
        .withMessageContaining("part 4 of 3");
  }

  private String joined(String what, int parts) {
    var all = new StringBuilder();
    for (int part = 0; part < parts; part++) {
      all.append(text(String.format("%s.%04d-of-%04d.jsonl", what, part, parts)));
    }
    return all.toString();
  }

  private String text(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String digest(String... names) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (String name : names) {
      digest.update(text(name).getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
