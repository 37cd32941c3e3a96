package godwit.testdata.record;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.testdata.ClientIds;
import godwit.testdata.Draws;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadShapesTest {
  private static final Pattern CIPHERTEXT = Pattern.compile("\"ciphertext\":\"([^\"]+)\"");

  @ParameterizedTest
  @CsvSource({
    "DESKTOP, bookmarks, 4, 167",
    "DESKTOP, bookmarks, 7, 167",
    "DESKTOP, forms, 8, 187",
    "DESKTOP, history, 12, 187",
    "DESKTOP, addons, 20, 187",
    "DESKTOP, addons, 23, 187",
    "DESKTOP, passwords, 24, 211",
    "DESKTOP, passwords, 38, 211",
    "DESKTOP, passwords, 39, 211",
    "DESKTOP, passwords, 40, 231",
    "DESKTOP, passwords, 64, 251",
    "DESKTOP_OLD, bookmarks, 4, 187",
    "DESKTOP_OLD, bookmarks, 12, 211",
    "DESKTOP_OLD, bookmarks, 24, 211",
    "DESKTOP_OLD, bookmarks, 38, 231",
    "DESKTOP_OLD, bookmarks, 64, 275",
    "DESKTOP_OLD, passwords, 12, 187",
    "RUST_2020, bookmarks, 12, 187",
    "RUST_2020, passwords, 38, 211",
    "RUST_2023, bookmarks, 4, 167",
    "RUST_2023, bookmarks, 12, 167",
    "RUST_2023, passwords, 64, 167"
  })
  void tombstone_hasTheExactLengthOfItsFamily(
      ClientFamily family, String collection, int idLength, int length) {
    String payload =
        PayloadShapes.tombstone(family, collection, "x".repeat(idLength), Draws.of(7, idLength));

    assertThat(payload).hasSize(length);
  }

  @ParameterizedTest
  @EnumSource(names = {"FENNEC", "IOS"})
  void tombstone_isLongerByOneForEachEscapedSlash(ClientFamily family) {
    int canonical = 0;
    int slashes = 0;
    for (int n = 0; n < 2_000; n++) {
      String payload = PayloadShapes.tombstone(family, "bookmarks", "abcdefghijkl", Draws.of(3, n));
      int escaped = payload.length() - payload.replace("\\/", "/").length();
      assertThat(payload.length() - escaped).isEqualTo(187);
      slashes += escaped;
      canonical += escaped == 0 ? 1 : 0;
    }

    assertThat(slashes / 2_000.0).isBetween(1.2, 1.45);
    assertThat(canonical / 2_000.0).isBetween(0.22, 0.31);
  }

  @ParameterizedTest
  @CsvSource({"0, 16", "15, 16", "16, 32", "36, 48", "47, 48", "48, 64", "300, 304"})
  void encrypted_padsToWholeBlocks(int cleartext, int ciphertext) {
    for (ClientFamily family : ClientFamily.values()) {
      String payload = PayloadShapes.encrypted(family, cleartext, Draws.of(1, cleartext));

      assertThat(ciphertextOf(payload)).as(family.name()).hasSize(ciphertext);
    }
  }

  @Test
  void encrypted_writesTheFieldsInTheFamilysOrder() {
    assertThat(PayloadShapes.encrypted(ClientFamily.DESKTOP, 20, Draws.of(1)))
        .matches("\\{\"ciphertext\":\"[^\"]{44}\",\"IV\":\"[^\"]{24}\",\"hmac\":\"[0-9a-f]{64}\"}");
    assertThat(PayloadShapes.encrypted(ClientFamily.RUST_2020, 20, Draws.of(1)))
        .matches("\\{\"IV\":\"[^\"]{24}\",\"hmac\":\"[0-9a-f]{64}\",\"ciphertext\":\"[^\"]{44}\"}");
  }

  @Test
  void ids_haveTheFormsThatClientsUse() {
    assertThat(ClientIds.guid(Draws.of(1))).matches("[A-Za-z0-9_-]{12}");
    assertThat(ClientIds.bracedUuid(Draws.of(1)))
        .matches("\\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}}");
  }

  private static byte[] ciphertextOf(String payload) {
    Matcher matcher = CIPHERTEXT.matcher(payload.replace("\\/", "/"));
    assertThat(matcher.find()).isTrue();
    return Base64.getDecoder().decode(matcher.group(1));
  }
}
