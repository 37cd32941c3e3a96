package godwit.pipelines.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.pipelines.ledger.Bin;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinPackingTest {
  private static UserKey key(int number) {
    return new UserKey("%08d".formatted(number), "0000000000001-kid");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyUser_isInExactlyOnePiece(long seed) {
    System.err.println("seed " + seed);
    var random = new Random(seed);
    long most = 1L + random.nextInt(1_000);
    var packing = new BinPacking(most, 10);
    List<Long> bytes = new ArrayList<>();
    List<Bin> bins = new ArrayList<>();
    for (int user = 0; user < 300; user++) {
      bytes.add((long) random.nextInt(400));
      packing.add(key(user), new Usage(1, bytes.get(user))).ifPresent(bins::add);
    }
    packing.close().ifPresent(bins::add);

    int next = 0;
    long number = 10;
    for (Bin bin : bins) {
      assertThat(bin.number()).isEqualTo(number++);
      assertThat(bin.first()).isEqualTo(key(next));
      long sum = bytes.subList(next, next + (int) bin.users()).stream().mapToLong(b -> b).sum();
      assertThat(bin.planned()).isEqualTo(new Usage(bin.users(), sum));
      assertThat(bin.users() == 1 || sum <= most).isTrue();
      next += (int) bin.users();
      assertThat(bin.last()).isEqualTo(key(next - 1));
      boolean wouldHaveHadRoom = next < 300 && sum + bytes.get(next) <= most;
      assertThat(wouldHaveHadRoom).isFalse();
    }
    assertThat(next).isEqualTo(300);
    assertThat(packing.nextNumber()).isEqualTo(number);
  }

  @Test
  void noUsers_makeNoPiece() {
    assertThat(new BinPacking(5, 0).close()).isEmpty();
  }

  @Test
  void userLargerThanAPiece_hasOneAlone() {
    var packing = new BinPacking(10, 0);
    packing.add(key(1), new Usage(1, 3));
    assertThat(packing.add(key(2), new Usage(9, 99))).isPresent();
    assertThat(packing.add(key(3), new Usage(1, 1)))
        .hasValueSatisfying(bin -> assertThat(bin.planned().bytes()).isEqualTo(99));
  }

  @Test
  void usersWithoutBytes_shareAPiece() {
    var packing = new BinPacking(1, 0);
    for (int user = 0; user < 100; user++) {
      assertThat(packing.add(key(user), Usage.NONE)).isEmpty();
    }
    assertThat(packing.close()).hasValueSatisfying(bin -> assertThat(bin.users()).isEqualTo(100));
  }

  @Test
  void skippedNumbers_areNotGivenOut() {
    var packing = new BinPacking(10, 3);
    packing.skipNumbers(4);
    packing.add(key(1), Usage.NONE);
    assertThat(packing.close()).hasValueSatisfying(bin -> assertThat(bin.number()).isEqualTo(7));
  }

  @Test
  void usersOutOfOrder_areRefused() {
    var packing = new BinPacking(10, 0);
    packing.add(key(2), Usage.NONE);
    assertThatIllegalArgumentException().isThrownBy(() -> packing.add(key(2), Usage.NONE));
    assertThatIllegalArgumentException().isThrownBy(() -> packing.add(key(1), Usage.NONE));
  }
}
