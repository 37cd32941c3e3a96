package godwit.sync.wire;

import godwit.sync.wire.Hostile.Manners;
import godwit.sync.wire.Hostile.Rule;
import java.util.regex.Matcher;

/** What is no HTTP, or not quite, or does not come to an end. */
final class HostileBytes {
  private final Strange strange;
  private final String upload;
  private final String read;

  /**
   * Makes one.
   *
   * @param upload a signed request with a body
   * @param read a signed request without
   */
  HostileBytes(Strange strange, String upload, String read) {
    this.strange = strange;
    this.upload = upload;
    this.read = read;
  }

  Hostile next() {
    if (strange.random().nextInt(600) == 0) {
      return new Hostile("stalled", "POST", truncated(upload), Manners.SILENT, Rule.ANSWERED);
    }
    return switch (strange.random().nextInt(10)) {
      case 0 -> of("noise", strange.bytes(strange.random().nextInt(1, 600)));
      case 1 -> of("mutated", strange.mutated(upload, strange.random().nextInt(1, 12)));
      case 2 -> of("mutated head", strange.mutated(read, strange.random().nextInt(1, 8)));
      case 3 -> of("truncated", truncated(strange.one(upload, read)));
      case 4 -> of("wrong length", upload.replaceFirst("Content-Length: \\d+", length()));
      case 5 -> of("chunked", chunked());
      case 6 -> of("pipelined", read + upload + truncated(read) + read);
      case 7 -> of("large head", large());
      case 8 -> of("odd line", upload.replaceFirst("[^\r]*", Matcher.quoteReplacement(line())));
      default ->
          of(
              "odd header",
              upload.replaceFirst("\r\nHost: [^\r]*", Matcher.quoteReplacement(header())));
    };
  }

  private static Hostile of(String kind, String text) {
    return new Hostile(kind, "POST", text, Manners.ENDED, Rule.ANSWERED);
  }

  private String truncated(String text) {
    return text.substring(0, strange.random().nextInt(1, text.length()));
  }

  private String length() {
    String value =
        strange.one(
            "0",
            "1",
            "5",
            "100000",
            "2625537",
            "99999999999",
            "-1",
            "1e3",
            "0x10",
            "",
            " ",
            "5, 6",
            "9223372036854775808",
            "+5",
            "5\r\nContent-Length: 6",
            "5\r\nTransfer-Encoding: chunked");
    return "Content-Length: " + value;
  }

  private String chunked() {
    int split = upload.indexOf("\r\n\r\n");
    String head = upload.substring(0, split).replaceFirst("\r\nContent-Length: \\d+", "");
    String body = upload.substring(split + 4);
    String coding = strange.one("chunked", "chunked", "Chunked", "gzip, chunked", "chunked, x", "");
    String size = Integer.toHexString(body.length());
    String first =
        strange.one(
            size,
            size,
            size + ";ext=\"x\"",
            "0" + size,
            "-1",
            "FFFFFFFFFFFFFFFF",
            "7FFFFFFF",
            "g",
            "");
    String end = strange.one("0\r\n\r\n", "0\r\n\r\n", "0\r\nTrailer: x\r\n\r\n", "0", "", "\r\n");
    return head
        + "\r\nTransfer-Encoding: "
        + coding
        + "\r\n\r\n"
        + first
        + "\r\n"
        + body
        + "\r\n"
        + end;
  }

  private String large() {
    String many =
        strange.one(
            "X-A: " + "b".repeat(40_000) + "\r\n",
            "X-A: b\r\n".repeat(3_000),
            "X-" + "a".repeat(40_000) + ": b\r\n",
            "Cookie: " + "a=b;".repeat(9_000) + "\r\n");
    return strange.chance(70)
        ? upload.replaceFirst("\r\nHost", "\r\n" + many + "Host")
        : "GET /"
            + "a".repeat(strange.one(8_000, 33_000, 200_000))
            + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }

  private String line() {
    return strange.one(
        "POST",
        "POST /",
        "POST / HTTP/9.9",
        "POST / HTTP/1.0",
        "POST http://x/1.5/1 HTTP/1.1",
        "",
        "POST * HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "CONNECT x:1 HTTP/1.1",
        "P\u0000ST / HTTP/1.1",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n",
        "POST  /  HTTP/1.1",
        "POST /\t HTTP/1.1",
        "TRACE / HTTP/1.1",
        "POST //1.5/1/storage HTTP/1.1",
        "POST /1.5/../1.5/1 HTTP/1.1",
        "POST /;x=1 HTTP/1.1",
        "post /1.5/1/storage/tabs HTTP/1.1",
        "POST \u00ff\u00fe HTTP/1.1",
        "POST /#x HTTP/1.1");
  }

  private String header() {
    return "\r\n"
        + strange.one(
            "Host: ",
            "Host: a\r\nHost: b",
            "Host: a:b:c",
            "Host: [::1",
            "Host: a:99999999999",
            "Host: \u00ff",
            "X: y",
            "Host : x",
            "Host: x\r\n folded",
            "Host\u0000: x",
            ": x",
            "Host: x\nEvil: 1",
            "Host: x\rEvil: 1",
            "Connection: upgrade\r\nUpgrade: h2c\r\nHost: x",
            "Expect: nonsense\r\nHost: x",
            "Host: x\r\nTE: trailers\r\nTransfer-Encoding: identity");
  }
}
