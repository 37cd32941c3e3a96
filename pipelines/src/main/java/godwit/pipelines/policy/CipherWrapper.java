package godwit.pipelines.policy;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON around an encrypted record, as far as a server can see into it. Clients write exactly
 * the fields {@code ciphertext}, {@code IV} and {@code hmac}, in an order of their own, without
 * spaces; some escape every slash. What is not exactly that is none: guessing could delete.
 *
 * @param ciphertextBytes length of the decoded ciphertext, whole blocks of 16
 */
public record CipherWrapper(int ciphertextBytes) {
  private static final int BLOCK = 16;
  private static final int IV_BYTES = 16;
  private static final Pattern HMAC = Pattern.compile("[0-9a-f]{64}");

  /** Reads a payload; empty if it is not the wrapper of an encrypted record. */
  public static Optional<CipherWrapper> parse(String payload) {
    var reader = new Reader(payload);
    if (!reader.readFields()) {
      return Optional.empty();
    }
    int ciphertext = decodedLength(reader.ciphertext);
    boolean isWhole =
        ciphertext > 0
            && ciphertext % BLOCK == 0
            && decodedLength(reader.iv) == IV_BYTES
            && reader.hmac != null
            && HMAC.matcher(reader.hmac).matches();
    return isWhole ? Optional.of(new CipherWrapper(ciphertext)) : Optional.empty();
  }

  /** Bytes of padded base64 in its one canonical form, or -1 if it is none. */
  private static int decodedLength(@Nullable String base64) {
    if (base64 == null) {
      return -1;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return Base64.getEncoder().encodeToString(bytes).equals(base64) ? bytes.length : -1;
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  /** Reads the text from left to right; the only escape it knows is that of a slash. */
  private static final class Reader {
    private static final int FIELDS = 3;

    private final String text;
    private int at;
    private @Nullable String ciphertext;
    private @Nullable String iv;
    private @Nullable String hmac;

    Reader(String text) {
      this.text = text;
    }

    /** Whether the text is an object of three different known fields and nothing else. */
    boolean readFields() {
      for (int i = 0; i < FIELDS; i++) {
        if (!take(i == 0 ? '{' : ',') || !readField()) {
          return false;
        }
      }
      return take('}') && at == text.length();
    }

    private boolean readField() {
      String name = readString();
      if (name == null || !take(':')) {
        return false;
      }
      String value = readString();
      return value != null && keep(name, value);
    }

    private boolean keep(String name, String value) {
      switch (name) {
        case "ciphertext" -> {
          boolean first = ciphertext == null;
          ciphertext = value;
          return first;
        }
        case "IV" -> {
          boolean first = iv == null;
          iv = value;
          return first;
        }
        case "hmac" -> {
          boolean first = hmac == null;
          hmac = value;
          return first;
        }
        default -> {
          return false;
        }
      }
    }

    private @Nullable String readString() {
      if (!take('"')) {
        return null;
      }
      var value = new StringBuilder();
      while (at < text.length() && text.charAt(at) != '"') {
        char c = text.charAt(at++);
        if (c == '\\') {
          if (!take('/')) {
            return null;
          }
          c = '/';
        }
        value.append(c);
      }
      return take('"') ? value.toString() : null;
    }

    private boolean take(char wanted) {
      if (at < text.length() && text.charAt(at) == wanted) {
        at++;
        return true;
      }
      return false;
    }
  }
}
