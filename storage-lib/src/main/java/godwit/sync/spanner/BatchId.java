package godwit.sync.spanner;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of batches: random UUIDs, stored as 32 hex digits, accepted in every spelling of one. */
final class BatchId {
  private static final String PREFIX = "urn:uuid:";
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private BatchId() {}

  /** One that nobody has. */
  static String random() {
    return plain(UUID.randomUUID().toString());
  }

  /** The stored form of an id; nothing if it is no UUID. */
  static Optional<String> parse(String text) {
    String bare = bare(text.toLowerCase(Locale.ROOT));
    return FORM.matcher(bare).matches() ? Optional.of(plain(bare)) : Optional.empty();
  }

  private static String bare(String text) {
    if (text.startsWith(PREFIX)) {
      return text.substring(PREFIX.length());
    }
    boolean isBraced = text.length() > 1 && text.startsWith("{") && text.endsWith("}");
    return isBraced ? text.substring(1, text.length() - 1) : text;
  }

  private static String plain(String uuid) {
    return uuid.replace("-", "");
  }
}
