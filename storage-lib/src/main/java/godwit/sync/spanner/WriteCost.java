package godwit.sync.spanner;

import godwit.storage.CommitLimits;

/**
 * What writing one record takes of a commit's mutations: its eight columns, and for each secondary
 * index the entry that goes and the one that comes. Databases made before the indexes of times were
 * given up have two of them, which makes twelve.
 *
 * @param indexes secondary indexes of {@code bsos}; not negative
 */
record WriteCost(int indexes) {
  private static final int COLUMNS = 8;
  private static final int PER_INDEX = 2;

  /** The row of the collection has six cells, and the row of the batch is deleted. */
  private static final int REST = 7;

  /** For records whose payload was kept elsewhere, which cost one more. */
  private static final int SPARE = 121;

  static final WriteCost PLAIN = new WriteCost(0);

  int ofRecord() {
    return COLUMNS + PER_INDEX * indexes;
  }

  /** Entries of indexes that writing some cells of a record changes; nothing if there are none. */
  int ofIndexes() {
    return PER_INDEX * indexes;
  }

  /** How many records one commit takes. */
  int mostRecords() {
    return (CommitLimits.MAX_MUTATIONS - REST - SPARE) / ofRecord();
  }
}
