package godwit.sync.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import godwit.sync.BsoChange;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record as a client submits it, before it is judged. A field that is JSON's null counts as left
 * out.
 *
 * @param id as given, whatever it is, or null if it is no string or missing
 * @param sortIndex a 32-bit number, or null
 * @param payload a string, or null
 * @param ttl an unsigned 32-bit number, or null
 * @param fault what is wrong with its form, or null
 */
public record SubmittedBso(
    @Nullable String id,
    @Nullable Integer sortIndex,
    @Nullable String payload,
    @Nullable Long ttl,
    @Nullable String fault) {
  private static final int LARGEST_SORT_INDEX = 999_999_999;
  private static final long LARGEST_TTL = 999_999_999;

  /**
   * Reads the object that begins at the parser's current token.
   *
   * @throws Refused with 400 if it is no object
   */
  public static SubmittedBso read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw StrictJson.malformed();
    }
    var fields = new BsoFields();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      StrictJson.string(parser);
      parser.nextToken();
      fields.take(name, parser);
    }
    return fields.bso();
  }

  /** What is wrong with its values, or with its form. */
  public Optional<String> invalid() {
    if (fault != null) {
      return Optional.of(fault);
    }
    if (id != null && !Names.isBso(id)) {
      return Optional.of("invalid bso: id is not 1 to 64 printable ASCII characters");
    }
    if (sortIndex != null && Math.abs((long) sortIndex) > LARGEST_SORT_INDEX) {
      return Optional.of("invalid bso: sortindex is out of range");
    }
    if (ttl != null && ttl > LARGEST_TTL) {
      return Optional.of("invalid bso: ttl is out of range");
    }
    return Optional.empty();
  }

  /** The change that it asks for, of the record with that id. */
  public BsoChange change(String bso) {
    return new BsoChange(bso, sortIndex, payload, ttl);
  }

  /** Leaves the payload out. */
  @Override
  public String toString() {
    return "SubmittedBso[" + id + "]";
  }
}
