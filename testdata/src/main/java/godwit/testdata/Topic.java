package godwit.testdata;

/** Keeps the draws for different purposes apart. */
public enum Topic {
  USER,
  ASSIGNMENT,
  SIZES,
  RECORD,
  BATCH;

  /** A sequence for that purpose and key. */
  public Draws draws(Workload workload, long... key) {
    Draws seeded = Draws.of(workload.seed(), Draws.key(name()));
    long[] whole = new long[key.length + 1];
    whole[0] = seeded.next();
    System.arraycopy(key, 0, whole, 1, key.length);
    return Draws.of(whole);
  }
}
