package godwit.testdata;

import java.util.Base64;
import java.util.HexFormat;

/** Ids as clients make them. */
public final class ClientIds {
  private ClientIds() {}

  /** A record id as Firefox makes them: 72 random bits, 12 characters of base64url. */
  public static String guid(Draws draws) {
    return Base64.getUrlEncoder().encodeToString(draws.bytes(9));
  }

  /** A password's id on a desktop: 36 characters of UUID in braces. */
  public static String bracedUuid(Draws draws) {
    String hex = HexFormat.of().formatHex(draws.bytes(16));
    return "{"
        + String.join(
            "-",
            hex.substring(0, 8),
            hex.substring(8, 12),
            hex.substring(12, 16),
            hex.substring(16, 20),
            hex.substring(20))
        + "}";
  }
}
