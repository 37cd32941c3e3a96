package godwit.sweep;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a guarded delete did: each row asked for is in exactly one of the two.
 *
 * @param deleted ids of the rows that are gone by this call
 * @param kept ids of the others, and why they were left alone
 */
public record Deletion(Set<String> deleted, Map<String, Kept> kept) {
  /** Why a row was left alone. */
  public enum Kept {
    /** It was gone already. */
    GONE,
    /** It is gone, most likely by an earlier try of the same call, whose answer was lost. */
    GONE_UNSEEN,
    /** It was written since it was judged. */
    CHANGED,
    /** An open batch is about to write it. */
    IN_BATCH,
    /** A device appeared, or the last one went, since the rows were judged. */
    DEVICES_CHANGED
  }

  /** Copies both. */
  public Deletion {
    deleted = Set.copyOf(deleted);
    kept = Map.copyOf(kept);
  }

  /** How to tell of it when the same call was tried before and may have deleted those rows. */
  public Deletion after(Set<String> tried) {
    Map<String, Kept> told = new HashMap<>(kept);
    told.replaceAll((id, why) -> why == Kept.GONE && tried.contains(id) ? Kept.GONE_UNSEEN : why);
    return new Deletion(deleted, told);
  }
}
