package godwit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** User keys, collections, records and usage. */
class NamesTest {
  private static final UserKey ALICE =
      new UserKey("0123456789abcdef0123456789abcdef", "1700000000123-ABEiM0RVZneImaq7zN3u_w");

  @Test
  void userKey_neverPrintsTheWholeAccount() {
    assertThat(ALICE.toString()).isEqualTo("012345…/1700000000123");
    assertThat(ALICE.full()).isEqualTo(ALICE.fxaUid() + "/" + ALICE.fxaKid());
  }

  @Test
  void userKey_needsBothHalves() {
    assertThatThrownBy(() -> new UserKey("", "x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new UserKey("x", "")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void userKey_sortsByBytesAsSpannerDoes() {
    var beyondTheBasicPlane = new UserKey("\ud83d\ude00", "k");
    var lastOfTheBasicPlane = new UserKey("\uffee", "k");

    assertThat(lastOfTheBasicPlane).isLessThan(beyondTheBasicPlane);
    assertThat(new UserKey("A", "k")).isLessThan(new UserKey("a", "k"));
    assertThat(new UserKey("a", "j")).isLessThan(new UserKey("a", "k"));
  }

  @Test
  void collections_haveTheirFixedIds() {
    assertThat(Collections.standard()).hasSize(13);
    assertThat(Collections.standardId(new CollectionName("clients"))).contains(1);
    assertThat(Collections.standardId(new CollectionName("meta"))).contains(6);
    assertThat(Collections.standardId(new CollectionName("bookmarks"))).contains(7);
    assertThat(Collections.standardId(new CollectionName("creditcards"))).contains(13);
    assertThat(Collections.standardId(new CollectionName("Clients"))).isEmpty();
  }

  @Test
  void nextCustomId_startsAt101AndGoesOn() {
    assertThat(Collections.nextCustomId(List.of())).isEqualTo(101);
    assertThat(Collections.nextCustomId(List.of(1, 13, 100))).isEqualTo(101);
    assertThat(Collections.nextCustomId(List.of(1, 205, 103))).isEqualTo(206);
  }

  @Test
  void collectionName_refusesWhatNoSchemaHolds() {
    assertThatThrownBy(() -> new CollectionName("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CollectionName("x".repeat(33)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new CollectionName("x".repeat(32)).text()).hasSize(32);
  }

  @Test
  void bso_neverPrintsItsPayload() {
    var bso =
        new Bso("b1", 5, "secret", SyncTimestamp.ofMillis(1_700_000_000_120L), Expiry.PYTHON_NEVER);

    assertThat(bso.toString()).isEqualTo("Bso[b1, modified=1700000000.12]");
  }

  @Test
  void usage_addsUpAndRefusesNegativeFigures() {
    assertThat(new Usage(1, 10).plus(new Usage(2, 20)).plusRow(5)).isEqualTo(new Usage(4, 35));
    assertThatThrownBy(() -> new Usage(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Usage(0, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
