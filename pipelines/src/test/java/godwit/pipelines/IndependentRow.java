package godwit.pipelines;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record as the independent reader compares it.
 *
 * @param sortIndex the hint, or null
 * @param payload the payload itself for the records without which a client wipes its data; length
 *     and hash for all others, since a hundred thousand of them are held at once
 * @param modifiedMicros microseconds since the epoch
 * @param expiryMicros microseconds since the epoch
 */
record IndependentRow(
    @Nullable Long sortIndex, String payload, long modifiedMicros, long expiryMicros) {
  private static final Set<String> WHOLE = Set.of("meta/global", "crypto/keys");
  private static final int HASH_BYTES = 16;

  /**
   * Whose record.
   *
   * @param user {@code fxa_uid/fxa_kid}
   * @param collection its name
   * @param id the record's id
   */
  record RowKey(String user, String collection, String id) {
    CollectionKey inCollection() {
      return new CollectionKey(user, collection);
    }
  }

  /**
   * Whose collection.
   *
   * @param user {@code fxa_uid/fxa_kid}
   * @param collection its name, or {@code #0} for the marker row
   */
  record CollectionKey(String user, String collection) {}

  /** What to keep of a payload. */
  static String keep(RowKey key, String payload) {
    if (WHOLE.contains(key.collection() + "/" + key.id())) {
      return payload;
    }
    try {
      byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return bytes.length + ":" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The columns in which the other differs, divided by spaces; empty if none. */
  String differingColumns(IndependentRow other) {
    var columns = new StringBuilder();
    if (!java.util.Objects.equals(sortIndex, other.sortIndex)) {
      columns.append(" sortindex");
    }
    if (!payload.equals(other.payload)) {
      columns.append(" payload");
    }
    if (modifiedMicros != other.modifiedMicros) {
      columns.append(" modified");
    }
    if (expiryMicros != other.expiryMicros) {
      columns.append(" expiry");
    }
    return columns.toString().strip();
  }
}
