package godwit.sync.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The records of a POST: a JSON array, or one object a line. */
public final class SubmittedList {
  private SubmittedList() {}

  /**
   * Reads them all.
   *
   * @param type of the body, one of the three
   * @throws Refused with 400 if the text is malformed, or a record has no id or another's
   */
  public static List<SubmittedBso> read(String type, String text) {
    List<SubmittedBso> submitted =
        type.equals(MediaTypes.NEWLINES) ? lines(text) : StrictJson.read(text, SubmittedList::list);
    Set<String> ids = new HashSet<>();
    for (SubmittedBso bso : submitted) {
      if (bso.id() == null || !ids.add(bso.id())) {
        throw StrictJson.malformed();
      }
    }
    return submitted;
  }

  private static List<SubmittedBso> list(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw StrictJson.malformed();
    }
    List<SubmittedBso> submitted = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      submitted.add(SubmittedBso.read(parser));
    }
    return submitted;
  }

  /** An empty line is no record; the end of the last line begins none. */
  private static List<SubmittedBso> lines(String text) {
    List<SubmittedBso> submitted = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end;
      boolean carriageReturn = to > from && text.charAt(to - 1) == '\r';
      String line = text.substring(from, carriageReturn ? to - 1 : to);
      submitted.add(StrictJson.read(line, SubmittedBso::read));
      from = to + 1;
    }
    return submitted;
  }
}
