package godwit.sync.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A request made to break something.
 *
 * @param kind what is wrong with it, for the report
 * @param method of the request
 * @param text all of it, one character a byte
 * @param manners how it is sent
 * @param rule what must come of it
 */
record Hostile(String kind, String method, String text, Manners manners, Rule rule) {
  /** How it is sent. */
  enum Manners {
    /** As one of many on its connection. */
    KEPT,
    /** On a connection of its own, whose end is told to the server. */
    ENDED,
    /** On a connection of its own, which then goes silent. */
    SILENT
  }

  /** What must come of it. */
  enum Rule {
    /** Nothing but a proper answer. */
    ANSWERED,
    /** Its sender is nobody: it may not learn or change anything. */
    REFUSED
  }

  byte[] bytes() {
    return text.getBytes(ISO_8859_1);
  }

  /** What it asks for, printable. */
  String firstLine() {
    return excerpt().lines().findFirst().orElse("");
  }

  /** Its beginning, printable. */
  String excerpt() {
    String start = text.substring(0, Math.min(text.length(), 700));
    return start.replaceAll("[^ -~\r\n]", "·");
  }
}
