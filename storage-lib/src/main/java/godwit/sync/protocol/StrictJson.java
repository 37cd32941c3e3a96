package godwit.sync.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** JSON as strictly as RFC 8259 has it, with bounds on what costs time or stack. */
public final class StrictJson {
  private static final int DEEPEST = 128;
  private static final int LONGEST_NUMBER = 400;

  /**
   * Strings are bounded by the body. Names are not kept in a table: clients choose them, and the
   * table outlives the request.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /** Reads a value, whose first token is the parser's current one. */
  @FunctionalInterface
  public interface Reading<T> {
    T read(JsonParser parser) throws IOException;
  }

  private StrictJson() {}

  /**
   * Reads a text that is one value and nothing else.
   *
   * @throws Refused with 400 if it is not
   */
  public static <T> T read(String text, Reading<T> reading) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw malformed();
      }
      T value = reading.read(parser);
      if (parser.nextToken() != null) {
        throw malformed();
      }
      return value;
    } catch (IOException e) {
      // Its message quotes the text, so it ends here.
      throw malformed();
    }
  }

  /** The string that is the current token. JSON can spell halves of characters; we cannot. */
  static String string(JsonParser parser) throws IOException {
    return requireWhole(parser.getText());
  }

  private static String requireWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw malformed();
        }
        i++;
      }
    }
    return text;
  }

  /** Passes over a value of any kind, which must be JSON all the same. */
  static void skip(JsonParser parser) throws IOException {
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      if (token == null) {
        throw malformed();
      }
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
        string(parser);
      }
      if (depth > 0) {
        parser.nextToken();
      }
    } while (depth > 0);
  }

  /** The refusal of what is no JSON. */
  public static Refused malformed() {
    return Refused.with(400, ErrorCode.INVALID_BSO);
  }
}
