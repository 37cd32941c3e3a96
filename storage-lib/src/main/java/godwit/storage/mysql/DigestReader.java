package godwit.storage.mysql;

import godwit.storage.CollectionDigest;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Digests computed by the server, so that payloads do not travel. */
final class DigestReader {
  /**
   * The columns that {@link #digest} expects, over a group of rows. The last one tells whether a
   * row's text outgrows the packet size and so became NULL, which BIT_XOR would leave out silently;
   * counting the digests would tell too, but compute each twice.
   */
  static final String DIGEST =
      """
      COUNT(*), COALESCE(SUM(LENGTH({payload})), 0), MAX(modified), BIT_XOR({rowDigest}),
             MAX(COALESCE(LENGTH({payload}), 4294967295)) + 1000 > @@max_allowed_packet""";

  private DigestReader() {}

  /** Reads the columns from the given one on. */
  static CollectionDigest digest(ResultSet rows, int column, Endpoint endpoint)
      throws SQLException {
    if (rows.getBoolean(column + 4)) {
      throw tooLarge(endpoint);
    }
    return new CollectionDigest(
        rows.getLong(column),
        rows.getLong(column + 1),
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
