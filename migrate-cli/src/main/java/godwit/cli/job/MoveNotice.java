package godwit.cli.job;

import godwit.pipelines.io.StoreScope;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.MovesUnderWay;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.ShardConfig;
import godwit.pipelines.run.StoreConfig;
import godwit.storage.StorageException;
import godwit.storage.spanner.SpannerDatabase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that users of a store are being moved: what is deleted on one side only is a difference to
 * the next verify.
 */
public final class MoveNotice {
  private MoveNotice() {}

  /** One sentence, if the ledger knows of such users, or cannot be asked. */
  public static Optional<String> of(MoveConfig move, StoreConfig store) {
    ShardConfig shard = store.shard();
    try (SpannerDatabase database = SpannerDatabase.open(move.ledger())) {
      database.verifyReachable();
      var moves = new MovesUnderWay(new Ledger(database));
      boolean isMoving = shard == null ? moves.any() : moves.anyOf(shard.name());
      return isMoving ? Optional.of(warning(shard)) : Optional.empty();
    } catch (StorageException e) {
      return Optional.of(
          "Warning: the ledger cannot be read, so that nobody knows whether users of this store are being moved: "
              + e.getMessage());
    }
  }

  /** The sentences of several stores, each once. */
  public static List<String> of(StoreScope scope) {
    return scope.stores().stream()
        .flatMap(name -> of(scope.config(), scope.store(name)).stream())
        .distinct()
        .toList();
  }

  private static String warning(@Nullable ShardConfig shard) {
    return shard == null
        ? "Warning: users of the target are being moved and not switched yet. What is deleted here, verify finds missing, and repair brings back. Do it in the shard before the copy, or the target after the switch."
        : "Warning: users of shard '%s' are copied and not switched yet. What is deleted here, verify finds unexpected on the target. Do it before the copy, or the target after the switch."
            .formatted(shard.name());
  }
}
