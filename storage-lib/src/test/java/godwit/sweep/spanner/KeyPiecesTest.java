package godwit.sweep.spanner;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.UserKey;
import godwit.sweep.OwnerRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPiecesTest {
  private static final UserKey USER = new UserKey("a".repeat(32), "1500000000000-x");

  /** A server seeks by equal columns first; with an OR it would begin at the account each time. */
  @Test
  void pieces_areEqualInAPrefixAndGreaterInTheNextColumn() {
    List<KeyPieces.Piece> pieces =
        KeyPieces.behind(new OwnerRange("a", "b"), USER, 7, "bso_id", "id");

    assertThat(pieces)
        .extracting(KeyPieces.Piece::condition)
        .containsExactly(
            "fxa_uid = @uid AND fxa_kid = @kid AND collection_id = @collection AND bso_id > @id",
            "fxa_uid = @uid AND fxa_kid = @kid AND collection_id > @collection",
            "fxa_uid = @uid AND fxa_kid > @kid",
            "fxa_uid > @uid AND fxa_uid < @until");
  }

  @Test
  void stretchWithoutAnEnd_hasNoConditionOnIt() {
    assertThat(KeyPieces.all(OwnerRange.ALL).condition()).isEqualTo("fxa_uid >= @uid");
    assertThat(KeyPieces.all(new OwnerRange("a", "b")).condition())
        .isEqualTo("fxa_uid >= @uid AND fxa_uid < @until");
  }
}
