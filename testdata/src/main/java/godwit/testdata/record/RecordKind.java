package godwit.testdata.record;

/** What a record is; whether it has expired is another question. */
public enum RecordKind {
  /** Something a user has. */
  LIVE,
  /** Says that a user deleted something. */
  TOMBSTONE
}
