package godwit.sync;

/**
 * How busy the connections to the database are.
 *
 * @param active in use now
 * @param idle open and free
 * @param max never more than this at once
 */
public record PoolState(int active, int idle, int max) {
  /** Whether the next request has to wait. */
  public boolean isExhausted() {
    return active >= max && idle == 0;
  }
}
