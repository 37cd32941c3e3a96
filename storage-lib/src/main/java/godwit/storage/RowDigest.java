package godwit.storage;

import godwit.model.Bso;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of a row, defined so that Java, MySQL and GoogleSQL compute the same number.
 *
 * <p>It is the first 64 bits of SHA-256 over this UTF-8 text, whose parts are divided by line
 * feeds:
 *
 * <pre>
 *   modified in microseconds
 *   expiry in microseconds
 *   sortindex, or - if there is none
 *   length of the id in UTF-8 bytes
 *   id
 *   SHA-256 of the payload's UTF-8 bytes, 64 lower-case hex digits
 * </pre>
 *
 * <p>The numbers come first and the id's length before the id, so that no two rows share a text.
 * The payload is hashed on its own because GoogleSQL joins texts up to 1 MiB only, and a payload
 * can be larger. The digests of a collection are joined by exclusive or: ids are unique in it, so
 * no two cancel out.
 */
public final class RowDigest {
  private RowDigest() {}

  /** The digest of one row. */
  public static long of(Bso bso) {
    byte[] hash = sha256(head(bso) + HexFormat.of().formatHex(sha256(bso.payload())));
    return HexFormat.fromHexDigitsToLong(HexFormat.of().formatHex(hash, 0, 8));
  }

  /** The first 16 hex digits of SHA-256 over the payload's UTF-8 bytes. */
  public static String ofPayload(String payload) {
    return HexFormat.of().formatHex(sha256(payload), 0, 8);
  }

  private static String head(Bso bso) {
    return bso.modified().micros()
        + "\n"
        + bso.expiry().micros()
        + "\n"
        + (bso.sortIndex() == null ? "-" : bso.sortIndex())
        + "\n"
        + bso.id().getBytes(StandardCharsets.UTF_8).length
        + "\n"
        + bso.id()
        + "\n";
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
