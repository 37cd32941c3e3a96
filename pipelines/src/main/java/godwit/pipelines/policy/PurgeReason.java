package godwit.pipelines.policy;

/** What becomes of a record, and why; every record that is looked at gets exactly one. */
public enum PurgeReason {
  /** Deleted by {@code purge tombstones}. */
  STALE_TOMBSTONE(true, "a tombstone that every device has seen"),
  /** Deleted by {@code quota enforce}, although alive; see {@link TrimRule}. */
  TRIMMED(true, "among the oldest of a collection that may be trimmed"),
  /** Deleted by {@code purge expired}. */
  EXPIRED(true, "expired, so that no client sees it"),
  /**
   * Gone, and most likely by this run: the server did what was asked, but its answer was lost, or
   * somebody else was quicker.
   */
  DELETED_UNSEEN(true, "gone, by this run or by somebody else: an answer of the server was lost"),

  /** Kept whatever is asked for: a client that misses these starts anew. */
  NEVER_TOUCHED(false, "in a collection that is never touched"),
  /** Kept because nobody named the collection. */
  NOT_ASKED_FOR(false, "in a collection that was not asked for"),
  /** Kept: something that the user has. */
  LIVE(false, "no tombstone: too long, or not the form of one"),
  /** Kept: a live record could have the same length. */
  LENGTH_AMBIGUOUS(false, "of a length that live records of the collection have too"),
  /** Kept: nobody is known to write that. */
  LENGTH_ODD(false, "shorter than live records, yet not as long as any known tombstone"),
  /** Kept: of the epoch, before it, or after the year 9999. */
  BAD_TIME(false, "a tombstone of an impossible time, so that its age is not known"),
  /** Kept: see {@link StalenessRule#minAge}. */
  TOO_YOUNG(false, "a tombstone younger than the minimum age"),
  /** Kept: see {@link StalenessRule#margin}. */
  DEVICE_BEHIND(
      false, "a tombstone that a device may not have seen yet, itself seen in the last 187 days"),
  /** The same; the device is most likely gone for good. */
  DEVICE_BEHIND_MONTHS(
      false,
      "a tombstone that a device may not have seen yet, itself not seen for 187 to 365 days"),
  /** The same. */
  DEVICE_BEHIND_YEARS(
      false, "a tombstone that a device may not have seen yet, itself not seen for a year or more"),
  /** Kept: see {@link DeviceSigns#UNKNOWN}. */
  DEVICE_UNKNOWN(false, "a tombstone of a user with a device that claims a time to come"),
  /** Kept: see {@link StalenessRule#ageWithoutDevices}. */
  NO_DEVICE(false, "a tombstone of a user without a device, of whom nothing is known"),

  /** Kept: it was written between the look and the deletion. */
  CHANGED(false, "changed since it was looked at"),
  /** Kept by nobody: somebody else deleted it first. */
  GONE(false, "deleted by somebody else meanwhile"),
  /** Kept: the batch may need it. */
  IN_BATCH(false, "about to be written by an open batch"),
  /** Kept: see {@link godwit.sweep.Deletion.Kept#DEVICES_CHANGED}. */
  DEVICES_CHANGED(false, "of a user whose devices changed meanwhile"),
  /** Kept for the next run: a limit of this one was reached. */
  LEFT_FOR_LATER(false, "left for the next run: this one reached its limit, or was stopped");

  private final boolean deletes;
  private final String text;

  PurgeReason(boolean deletes, String text) {
    this.deletes = deletes;
    this.text = text;
  }

  /** Whether it is a reason to delete. */
  public boolean deletes() {
    return deletes;
  }

  /** For people: what the record is. */
  public String text() {
    return text;
  }
}
