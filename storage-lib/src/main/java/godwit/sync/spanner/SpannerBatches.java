package godwit.sync.spanner;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.TransactionContext;
import godwit.model.Expiry;
import godwit.model.Usage;
import godwit.model.UserKey;
import godwit.storage.spanner.SqlFile;
import godwit.sync.BatchStore;
import godwit.sync.BsoChange;
import godwit.sync.SyncRefusal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OpenBatch batches of one collection. A commit applies what is staged by statements, within the
 * database, and the last request's few changes by mutations. Mutations take effect after
 * statements, so no record is left to both: the last request's records are merged with what is
 * staged for them here.
 */
final class SpannerBatches implements BatchStore {
  private static final String STAGED = SqlFile.read(SpannerBatches.class, "staged_usage.sql");
  private static final String EFFECT = SqlFile.read(SpannerBatches.class, "batch_effect.sql");
  private static final String KEPT = SqlFile.read(SpannerBatches.class, "batch_kept.sql");
  private static final String APPLY = SqlFile.read(SpannerBatches.class, "batch_apply.sql");
  private static final long MILLIS_PER_SECOND = 1_000;

  private final CollectionSession session;
  private final TransactionContext transaction;
  private final WriteGroup group;
  private final UserKey user;

  SpannerBatches(CollectionSession session, TransactionContext transaction, WriteGroup group) {
    this.session = session;
    this.transaction = transaction;
    this.group = group;
    this.user = session.user;
  }

  @Override
  public String create(List<BsoChange> changes) {
    int collection = session.requireId();
    String batch = BatchId.random();
    if (!session.hasRow()) {
      group.add(pretouch(collection));
    }
    group.add(
        Cells.keyed(Mutation.newInsertBuilder(Cells.BATCHES), user, collection)
            .set("batch_id")
            .to(batch)
            .set("expiry")
            .to(Cells.cell(Expiry.ofMillis(session.now().millis() + LIFETIME_MILLIS)))
            .build());
    stage(collection, batch, changes);
    return batch;
  }

  /** The parent that the batch needs. Its time says that the user does not have the collection. */
  private Mutation pretouch(int collection) {
    return Cells.keyed(Mutation.newInsertBuilder(Cells.USER_COLLECTIONS), user, collection)
        .set("modified")
        .to(Cells.PRETOUCH)
        .set("count")
        .to(0)
        .set("total_bytes")
        .to(0)
        .build();
  }

  @Override
  public void append(String id, List<BsoChange> changes) {
    OpenBatch open = require(id);
    stage(open.collection(), open.batch(), changes);
  }

  private void stage(int collection, String batch, List<BsoChange> changes) {
    WriteGroup.verifyBytes(changes.stream().mapToLong(BsoChange::payloadBytes).sum());
    changes.forEach(BsoWrites::verify);
    changes.forEach(change -> group.add(staged(collection, batch, change)));
  }

  /** Writes only what is given: the rest stays as it was staged. */
  private Mutation staged(int collection, String batch, BsoChange change) {
    Mutation.WriteBuilder row =
        Cells.keyed(Mutation.newInsertOrUpdateBuilder(Cells.BATCH_BSOS), user, collection)
            .set("batch_id")
            .to(batch)
            .set("batch_bso_id")
            .to(change.id());
    if (change.sortIndex() != null) {
      row.set("sortindex").to(change.sortIndex());
    }
    if (change.payload() != null) {
      row.set("payload").to(change.payload());
    }
    if (change.ttlSeconds() != null) {
      row.set("ttl").to(change.ttlSeconds());
    }
    return row.build();
  }

  @Override
  public Usage staged(String id, Collection<String> except) {
    OpenBatch open = require(id);
    try (ResultSet rows = transaction.executeQuery(about(open, STAGED, except).build())) {
      return rows.next()
          ? new Usage(rows.getLong("row_count"), rows.getLong("byte_count"))
          : Usage.NONE;
    }
  }

  @Override
  public void commit(String id, List<BsoChange> last) {
    OpenBatch open = require(id);
    List<String> ids = last.stream().map(BsoChange::id).toList();
    BsoWrites writes = writes(open, last, ids);
    BatchEffect effect = effect(open, ids);
    effect.verifyInline();
    if (effect.keptRows() > 0) {
      keepPayloads(open, ids, writes);
    }
    WriteGroup.verifyBytes(effect.bytes() + writes.payloadBytes());
    Usage before = session.usage();
    session.touch(
        before, effect.newRows() + writes.addedRows(), effect.addedBytes() + writes.addedBytes());
    group.addAll(writes.mutations());
    group.add(Mutation.delete(Cells.BATCHES, open.key(user)));
    group.reserve(effect.cells(session.cost()));
    group.verifySize();
    apply(open, ids, effect);
  }

  /** The last changes over what is staged for the same records. */
  private BsoWrites writes(OpenBatch open, List<BsoChange> last, List<String> ids) {
    var writes = new BsoWrites(user, open.collection(), session.now());
    Map<String, BsoChange> staged = new StagedChanges(transaction, user).read(open, ids);
    Map<String, StoredBso> stored = session.stored(ids);
    for (BsoChange change : last) {
      BsoChange earlier = staged.get(change.id());
      BsoChange whole = earlier == null ? change : change.over(earlier);
      writes.add(whole, stored.get(change.id()), true);
    }
    return writes;
  }

  private BatchEffect effect(OpenBatch open, List<String> except) {
    Statement statement =
        about(open, EFFECT, except).bind("now").to(Cells.cell(session.now())).build();
    try (ResultSet rows = transaction.executeQuery(statement)) {
      rows.next();
      return BatchEffect.of(rows);
    }
  }

  private void keepPayloads(OpenBatch open, List<String> except, BsoWrites writes) {
    Statement statement =
        about(open, KEPT, except).bind("now").to(Cells.cell(session.now())).build();
    try (ResultSet rows = transaction.executeQuery(statement)) {
      while (rows.next()) {
        var stored = StoredBso.kept(Cells.expiry(rows.getTimestamp("expiry")));
        writes.add(StagedChanges.withoutPayload(rows), stored, true);
      }
    }
  }

  private void apply(OpenBatch open, List<String> except, BatchEffect effect) {
    if (effect.rows() > effect.linkedRows()) {
      apply(open, except, sqlForPlain());
    }
    if (effect.linkedRows() > 0) {
      apply(open, except, sqlForLinked());
    }
  }

  private void apply(OpenBatch open, List<String> except, String sql) {
    long never = session.now().millis() + Expiry.DEFAULT_TTL_SECONDS * MILLIS_PER_SECOND;
    transaction.executeUpdate(
        about(open, sql, except)
            .bind("now")
            .to(Cells.cell(session.now()))
            .bind("never")
            .to(Cells.cell(Expiry.ofMillis(never)))
            .build());
  }

  private static String sqlForPlain() {
    return APPLY.replace("{column}", "").replace("{link}", "").replace("{whose}", "NULL");
  }

  /** A record has a payload or a link to one. */
  private static String sqlForLinked() {
    return APPLY
        .replace("{column}", ", payload_link")
        .replace("{link}", ", NULL")
        .replace("{whose}", "NOT NULL");
  }

  private Statement.Builder about(OpenBatch open, String sql, Collection<String> except) {
    Statement.Builder statement =
        Cells.about(user, open.collection(), sql).bind("batch").to(open.batch());
    statement.bind("except").toStringArray(except);
    return statement;
  }

  private OpenBatch require(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new SyncRefusal(
                    SyncRefusal.Kind.BATCH_NOT_FOUND,
                    "the collection has no open batch '" + id + "'"));
  }

  /** The batch, unless it is expired: the database may still keep it then, or not. */
  private Optional<OpenBatch> find(String id) {
    return BatchId.parse(id)
        .flatMap(batch -> session.id().map(collection -> new OpenBatch(collection, batch)))
        .filter(this::isOpen);
  }

  private boolean isOpen(OpenBatch open) {
    Struct row = transaction.readRow(Cells.BATCHES, open.key(user), List.of("expiry"));
    return row != null && !Cells.expiry(row.getTimestamp("expiry")).isPast(session.now().instant());
  }
}
