package godwit.storage.mysql;

import godwit.storage.CollectionDigest;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Digests computed by the server, so that payloads do not travel. */
final class DigestReader {
  /**
   * The columns that {@link #digest} expects, over a group of rows. The last three tell whether a
   * row's text may have outgrown the packet size and become NULL, which BIT_XOR leaves out
   * silently; counting the digests would tell too, but compute each twice.
   */
  static final String DIGEST =
      """
      COUNT(*), COALESCE(SUM(LENGTH({payload})), 0), MAX(modified), BIT_XOR({rowDigest}),
             COALESCE(SUM(LENGTH(payload)), 0), COALESCE(MAX(LENGTH(payload)), 0),
             @@max_allowed_packet""";

  /** UTF-8 bytes that a byte of a stored text becomes at most. */
  private static final int GROWTH = 3;

  /** More than the text of a digest holds besides the payload. */
  private static final int KEY_BYTES = 1_000;

  private DigestReader() {}

  /** Reads the columns from the given one on. */
  static CollectionDigest digest(ResultSet rows, int column, Endpoint endpoint)
      throws SQLException {
    long bytes = rows.getLong(column + 1);
    int growth = bytes == rows.getLong(column + 4) ? 1 : GROWTH;
    if (rows.getLong(column + 5) * growth + KEY_BYTES > rows.getLong(column + 6)) {
      throw tooLarge(endpoint);
    }
    return new CollectionDigest(
        rows.getLong(column),
        bytes,
        Saturating.micros(rows.getLong(column + 2)),
        // Its top bit may be set, which makes it too large for a signed number.
        Long.parseUnsignedLong(rows.getString(column + 3)));
  }

  /** What to say about a payload that the server cannot digest. */
  static StorageException tooLarge(Endpoint endpoint) {
    return new StorageException(
        Kind.UNSUITABLE,
        "A payload is too large for max_allowed_packet of %s to be digested there; raise it to 64M."
            .formatted(endpoint));
  }
}
