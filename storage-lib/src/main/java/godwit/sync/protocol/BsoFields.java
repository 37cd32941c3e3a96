package godwit.sync.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one submitted record, as they come. The first fault is kept, and reading goes on: a
 * faulty record of many does not fail the others.
 */
final class BsoFields {
  private static final String WRONG_TYPE = "invalid json";
  private static final long LARGEST_UINT32 = 0xFFFF_FFFFL;

  private final Set<String> seen = new HashSet<>();
  private @Nullable String id;
  private @Nullable Integer sortIndex;
  private @Nullable String payload;
  private @Nullable Long ttl;
  private @Nullable String fault;

  /** Takes the field whose value begins at the parser's current token. */
  void take(String name, JsonParser parser) throws IOException {
    if (!seen.add(name)) {
      // Two programs could read two different records out of it.
      requireAnotherName(name);
      fail(WRONG_TYPE);
    }
    boolean absent = parser.currentToken() == JsonToken.VALUE_NULL;
    switch (name) {
      case "id" -> id = absent ? id : text(parser);
      case "payload" -> payload = absent ? payload : text(parser);
      case "sortindex" -> sortIndex = absent ? sortIndex : sortIndex(parser);
      case "ttl" -> ttl = absent ? ttl : ttl(parser);
      // Old clients send them back as they got them.
      case "modified", "collection" -> StrictJson.skip(parser);
      default -> {
        fail("unknown field " + name);
        StrictJson.skip(parser);
      }
    }
  }

  /** Which record would it be, with two ids? */
  private static void requireAnotherName(String name) {
    if (name.equals("id")) {
      throw StrictJson.malformed();
    }
  }

  private @Nullable String text(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return StrictJson.string(parser);
    }
    refuseType(parser);
    return null;
  }

  private @Nullable Integer sortIndex(JsonParser parser) throws IOException {
    if (isLong(parser) && parser.getLongValue() == (int) parser.getLongValue()) {
      return (int) parser.getLongValue();
    }
    refuseType(parser);
    return null;
  }

  private @Nullable Long ttl(JsonParser parser) throws IOException {
    if (isLong(parser) && parser.getLongValue() >= 0 && parser.getLongValue() <= LARGEST_UINT32) {
      return parser.getLongValue();
    }
    refuseType(parser);
    return null;
  }

  private static boolean isLong(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  private void refuseType(JsonParser parser) throws IOException {
    fail(WRONG_TYPE);
    StrictJson.skip(parser);
  }

  private void fail(String reason) {
    if (fault == null) {
      fault = reason;
    }
  }

  SubmittedBso bso() {
    return new SubmittedBso(id, sortIndex, payload, ttl, fault);
  }
}
