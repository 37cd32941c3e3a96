package godwit.sync.mysql;

import godwit.model.Usage;

/**
 * By how much a collection's stored records change; either part may be negative.
 *
 * @param rows records more
 * @param bytes payload bytes more
 */
record Growth(long rows, long bytes) {
  static final Growth NONE = new Growth(0, 0);

  static Growth without(Usage removed) {
    return new Growth(-removed.rows(), -removed.bytes());
  }

  Growth plus(long moreRows, long moreBytes) {
    return new Growth(rows + moreRows, bytes + moreBytes);
  }

  Growth plus(Growth other) {
    return plus(other.rows, other.bytes);
  }
}
