package godwit.testdata.record;

import godwit.testdata.ClientIds;
import godwit.testdata.Draws;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Payloads with the lengths of real ones and no content. A real payload is AES-256-CBC with PKCS#7
 * padding in a JSON wrapper; random bytes of the same length cannot be told from it without the
 * key.
 */
public final class PayloadShapes {
  private static final int BLOCK = 16;
  private static final int IV_BYTES = 16;
  private static final int HMAC_BYTES = 32;

  private PayloadShapes() {}

  /** The payload of a tombstone. Its length follows from the family, the collection and the id. */
  public static String tombstone(ClientFamily family, String collection, String id, Draws draws) {
    String text = family.tombstoneText(collection, id);
    return encrypted(family, text.getBytes(StandardCharsets.UTF_8).length, draws);
  }

  /**
   * A payload of any encrypted record.
   *
   * @param cleartextBytes how many bytes were encrypted, 0 or more
   */
  public static String encrypted(ClientFamily family, int cleartextBytes, Draws draws) {
    String ciphertext = base64(draws.bytes(ciphertextBytes(cleartextBytes)), family);
    String iv = base64(draws.bytes(IV_BYTES), family);
    String hmac = HexFormat.of().formatHex(draws.bytes(HMAC_BYTES));
    var json = new StringBuilder(ciphertext.length() + 128);
    char separator = '{';
    for (String field : family.wrapperOrder(draws)) {
      String value =
          switch (field) {
            case "ciphertext" -> ciphertext;
            case "IV" -> iv;
            default -> hmac;
          };
      json.append(separator).append('"').append(field).append("\":\"").append(value).append('"');
      separator = ',';
    }
    return json.append('}').toString();
  }

  /** Whole blocks, with at least one byte of padding. */
  static int ciphertextBytes(int cleartextBytes) {
    return BLOCK * (cleartextBytes / BLOCK + 1);
  }

  private static String base64(byte[] bytes, ClientFamily family) {
    String text = Base64.getEncoder().encodeToString(bytes);
    return family.escapesSlashes() ? text.replace("/", "\\/") : text;
  }

  /** The plain JSON of {@code meta/global}, the one record that clients do not encrypt. */
  public static String metaGlobal(Draws draws) {
    return "{\"syncID\":\""
        + ClientIds.guid(draws)
        + "\",\"storageVersion\":5,\"engines\":{"
        + engine("clients", 1, draws)
        + ","
        + engine("bookmarks", 2, draws)
        + ","
        + engine("history", 1, draws)
        + ","
        + engine("passwords", 1, draws)
        + ","
        + engine("tabs", 1, draws)
        + "},\"declined\":[\"addresses\"]}";
  }

  private static String engine(String name, int version, Draws draws) {
    return "\""
        + name
        + "\":{\"version\":"
        + version
        + ",\"syncID\":\""
        + ClientIds.guid(draws)
        + "\"}";
  }

  /** The payload of {@code crypto/keys}: one default pair of 256-bit keys, encrypted. */
  public static String cryptoKeys(Draws draws) {
    int pair = 2 * (44 + 2) + 1;
    int cleartext =
        "{\"id\":\"keys\",\"collection\":\"crypto\",\"collections\":{},\"default\":[]}".length();
    return encrypted(ClientFamily.DESKTOP, cleartext + pair, draws);
  }
}
