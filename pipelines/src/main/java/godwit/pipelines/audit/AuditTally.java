package godwit.pipelines.audit;

import godwit.pipelines.figures.Distribution;
import godwit.pipelines.figures.TopUsers;
import godwit.pipelines.figures.UsageByName;
import godwit.pipelines.policy.PurgeReason;
import java.io.Serializable;
import java.util.TreeMap;

/** Everything an audit has counted, of any number of users in bounded memory. Not safe to share. */
final class AuditTally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int TOP = 20;

  final TreeMap<String, StoreTally> stores = new TreeMap<>();
  final Findings findings = new Findings();
  final UsageByName usage = new UsageByName();
  final UsageByName expired = new UsageByName();
  final UsageByName tombstones = new UsageByName();
  final UsageByName stale = new UsageByName();
  final Distribution rowsOfUsers = new Distribution();
  final Distribution tombstoneDays = new Distribution();
  final Amounts<Certainty> certainties = new Amounts<>();
  final Amounts<PurgeReason> reasons = new Amounts<>();
  final TopUsers topRows = new TopUsers(TopUsers.Measure.ROWS, TOP);
  final TopUsers topBytes = new TopUsers(TopUsers.Measure.BYTES, TOP);
  long movableUsers;
  long movableCollections;
  long movableRows;
  long movableBytes;

  StoreTally store(String name, String description) {
    return stores.computeIfAbsent(name, key -> new StoreTally(description));
  }

  /** Adds others' figures to these. */
  void addAll(AuditTally other) {
    other.stores.forEach((name, store) -> store(name, store.description).addAll(store));
    findings.addAll(other.findings);
    usage.addAll(other.usage);
    expired.addAll(other.expired);
    tombstones.addAll(other.tombstones);
    stale.addAll(other.stale);
    rowsOfUsers.addAll(other.rowsOfUsers);
    tombstoneDays.addAll(other.tombstoneDays);
    certainties.addAll(other.certainties);
    reasons.addAll(other.reasons);
    topRows.addAll(other.topRows);
    topBytes.addAll(other.topBytes);
    movableUsers += other.movableUsers;
    movableCollections += other.movableCollections;
    movableRows += other.movableRows;
    movableBytes += other.movableBytes;
  }

  static AuditTally sum(Iterable<AuditTally> all) {
    var sum = new AuditTally();
    all.forEach(sum::addAll);
    return sum;
  }
}
