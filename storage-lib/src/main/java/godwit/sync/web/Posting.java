package godwit.sync.web;

import godwit.sync.BsoChange;
import godwit.sync.protocol.ServerLimits;
import godwit.sync.protocol.SubmittedBso;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of a POST, judged one by one.
 *
 * @param changes those to be stored, in order
 * @param failed the others: id to reason
 */
record Posting(List<BsoChange> changes, Map<String, String> failed) {
  /** The client may send it again, in a smaller request. */
  private static final String TOO_MANY_BYTES = "retry bytes";

  /** The client may send it again, in another request. */
  private static final String TOO_MANY_RECORDS = "retry bso";

  /** Judges records that have ids, no two the same. */
  static Posting of(List<SubmittedBso> submitted, ServerLimits limits) {
    List<BsoChange> changes = new ArrayList<>();
    Map<String, String> failed = new LinkedHashMap<>();
    long bytes = 0;
    for (SubmittedBso bso : submitted) {
      String id = java.util.Objects.requireNonNull(bso.id());
      var invalid = bso.invalid();
      if (invalid.isPresent()) {
        failed.put(id, invalid.get());
        continue;
      }
      BsoChange change = bso.change(id);
      // Counts rejected payloads too: past the limit only records without a payload go in.
      bytes += change.payloadBytes();
      if (tooManyBytes(change, bytes, limits)) {
        failed.put(id, TOO_MANY_BYTES);
      } else if (changes.size() >= limits.maxPostRecords()) {
        failed.put(id, TOO_MANY_RECORDS);
      } else {
        changes.add(change);
      }
    }
    return new Posting(List.copyOf(changes), failed);
  }

  private static boolean tooManyBytes(BsoChange change, long bytes, ServerLimits limits) {
    return change.payload() != null
        && (change.payloadBytes() > limits.maxRecordPayloadBytes()
            || bytes > limits.maxPostBytes());
  }

  List<String> ids() {
    return changes.stream().map(BsoChange::id).toList();
  }

  long bytes() {
    return changes.stream().mapToLong(BsoChange::payloadBytes).sum();
  }

  /** Leaves the records out. */
  @Override
  public String toString() {
    return "Posting[" + changes.size() + " and " + failed.size() + " failed]";
  }
}
