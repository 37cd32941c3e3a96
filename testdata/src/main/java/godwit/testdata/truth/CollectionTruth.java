package godwit.testdata.truth;

import godwit.model.CollectionName;
import godwit.model.Usage;
import godwit.testdata.record.RecordKind;
import godwit.testdata.record.SyntheticRecord;
import godwit.testdata.user.CollectionPlan;

/**
 * What is true about one user collection.
 *
 * @param name as its shard spells it
 * @param lastModified its own time, milliseconds since the epoch
 * @param live rows and bytes of live records, expired ones included
 * @param tombstones rows and bytes of tombstones, expired ones included
 * @param expired rows and bytes of either kind whose time is over
 */
public record CollectionTruth(
    CollectionName name, long lastModified, Usage live, Usage tombstones, Usage expired) {

  static CollectionTruth empty(CollectionPlan plan) {
    return new CollectionTruth(
        plan.name(), plan.lastModified(), Usage.NONE, Usage.NONE, Usage.NONE);
  }

  /** Everything stored: what the counters of the collection should say. */
  public Usage all() {
    return live.plus(tombstones);
  }

  CollectionTruth plus(SyntheticRecord row) {
    int bytes = row.payloadBytes();
    boolean tombstone = row.label().kind() == RecordKind.TOMBSTONE;
    return new CollectionTruth(
        name,
        lastModified,
        tombstone ? live : live.plusRow(bytes),
        tombstone ? tombstones.plusRow(bytes) : tombstones,
        row.label().expired() ? expired.plusRow(bytes) : expired);
  }
}
