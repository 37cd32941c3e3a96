package godwit.sweep.spanner;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Options;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.StructReader;
import com.google.cloud.spanner.TransactionContext;
import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.storage.StorageException;
import godwit.storage.spanner.Rows;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.SqlFile;
import godwit.sweep.Recount;
import godwit.sweep.UnlockedRecount;
import godwit.sweep.UnlockedRecount.Look;
import godwit.sweep.UnlockedRecount.Parent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts one collection of one user, and rights its counters. */
final class SweepRecount {
  private static final String COUNT = SqlFile.read(SweepRecount.class, "count_collection.sql");
  private static final List<String> COLUMNS = List.of("modified", "count", "total_bytes");

  private final SpannerDatabase database;
  private final UserKey user;
  private final int collection;
  private final Runnable meanwhile;

  /**
   * A recount.
   *
   * @param meanwhile runs between looking and writing; for tests
   */
  SweepRecount(SpannerDatabase database, UserKey user, int collection, Runnable meanwhile) {
    this.database = database;
    this.user = user;
    this.collection = collection;
    this.meanwhile = meanwhile;
  }

  /** Compares, and rights the counters if asked to. */
  Recount run(boolean write) {
    return UnlockedRecount.run(
            write,
            () -> {
              Optional<Look> seen = look();
              meanwhile.run();
              return seen;
            },
            this::right)
        .orElseThrow(
            () -> new StorageException(StorageException.Kind.TRANSIENT, UnlockedRecount.BUSY));
  }

  private static Parent parent(StructReader row, String rowCount, String byteCount) {
    return new Parent(
        Rows.micros(row.getTimestamp("modified")), number(row, rowCount), number(row, byteCount));
  }

  private static @Nullable Long number(StructReader row, String column) {
    return row.isNull(column) ? null : (Long) row.getLong(column);
  }

  private Optional<Look> look() {
    Statement statement =
        Statement.newBuilder(COUNT)
            .bind("uid")
            .to(user.fxaUid())
            .bind("kid")
            .to(user.fxaKid())
            .bind("collection")
            .to(collection)
            .build();
    return database.scan(
        context -> {
          try (ResultSet rows =
              context.executeQuery(statement, Options.priority(Options.RpcPriority.LOW))) {
            return rows.next()
                ? Optional.of(
                    new Look(
                        parent(rows, "row_count", "byte_count"),
                        new Usage(rows.getLong("exact_rows"), rows.getLong("exact_bytes"))))
                : Optional.empty();
          }
        });
  }

  /** Writes what was counted, unless somebody wrote since; tells whether it did. */
  private boolean right(Look look) {
    return database.readWrite(
        transaction -> right(transaction, look), Options.priority(Options.RpcPriority.LOW));
  }

  private boolean right(TransactionContext transaction, Look look) {
    Struct row =
        LowPriority.row(
            transaction, Rows.COLLECTIONS_OF_USERS, Rows.key(user, collection), COLUMNS);
    boolean isSame = row != null && parent(row, "count", "total_bytes").equals(look.parent());
    if (isSame) {
      // Without a word about the time, which so stays as it is.
      transaction.buffer(
          Rows.keyed(Mutation.newUpdateBuilder(Rows.COLLECTIONS_OF_USERS), user, collection)
              .set("count")
              .to(look.exact().rows())
              .set("total_bytes")
              .to(look.exact().bytes())
              .build());
    }
    return isSame;
  }
}
