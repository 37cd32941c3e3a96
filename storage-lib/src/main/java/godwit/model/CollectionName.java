package godwit.model;

/**
 * The name of a collection, compared case-sensitively. A MySQL shard compares names without regard
 * to case; the target does not.
 *
 * @param text 1 to 32 characters
 */
public record CollectionName(String text) implements Comparable<CollectionName> {
  /** The longest name that either schema holds. */
  public static final int MAX_LENGTH = 32;

  /** Rejects empty and over-long names. */
  public CollectionName {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "not a collection name: '" + text + "'; 1 to " + MAX_LENGTH + " characters are allowed");
    }
  }

  @Override
  public int compareTo(CollectionName other) {
    return Utf8Order.BY_BYTES.compare(text, other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
