package godwit.tokenserver;

/**
 * A row of the tokenserver's {@code nodes}.
 *
 * @param id its key
 * @param available users it may get before capacity is released again
 * @param currentLoad users it has
 * @param capacity users it may have
 * @param downed not 0 while it is out of service
 * @param backoff not 0 while it is to be left alone
 */
record NodeRow(long id, int available, int currentLoad, int capacity, int downed, int backoff) {

  boolean takesUsers() {
    return available > 0 && capacity > currentLoad && downed == 0 && backoff == 0;
  }

  /**
   * How full the node is, on a scale that makes large and small nodes fill alike. An empty one
   * comes before all others.
   */
  double fullness() {
    return currentLoad < 1 || capacity < 2
        ? Double.NEGATIVE_INFINITY
        : Math.log(currentLoad) / Math.log(capacity);
  }
}
