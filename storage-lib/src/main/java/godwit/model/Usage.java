package godwit.model;

/**
 * How much is stored.
 *
 * @param rows number of records, 0 or more
 * @param bytes payload bytes in UTF-8, 0 or more
 */
public record Usage(long rows, long bytes) {
  /** Nothing stored. */
  public static final Usage NONE = new Usage(0, 0);

  /** Rejects negative figures. */
  public Usage {
    if (rows < 0 || bytes < 0) {
      throw new IllegalArgumentException("negative usage: " + rows + " rows, " + bytes + " bytes");
    }
  }

  /** Both together. */
  public Usage plus(Usage other) {
    return new Usage(rows + other.rows, bytes + other.bytes);
  }

  /** One record more. */
  public Usage plusRow(long payloadBytes) {
    return new Usage(rows + 1, bytes + payloadBytes);
  }
}
