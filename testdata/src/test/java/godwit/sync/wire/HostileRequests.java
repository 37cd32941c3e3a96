package godwit.sync.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import godwit.sync.wire.Hostile.Manners;
import godwit.sync.wire.Hostile.Rule;
import godwit.testdata.client.Account;
import godwit.testdata.client.Credentials;
import godwit.testdata.client.Credentials.Signed;
import java.util.List;
import java.util.SplittableRandom;

/** Requests as a function of a seed and a number: any of them can be made again by itself. */
final class HostileRequests {
  private static final long STEP = 0x9E37_79B9_7F4A_7C15L;
  private static final List<String> METHODS =
      List.of("GET", "PUT", "POST", "DELETE", "GET", "PUT", "POST", "HEAD", "PATCH", "OPTIONS");
  private static final List<String> ROOMS =
      List.of(
          "/storage/bookmarks",
          "/storage/bookmarks",
          "/storage/bookmarks/f1",
          "/storage/meta/f2",
          "/storage/crypto/keys",
          "/storage/tabs",
          "/storage/own.one",
          "/storage",
          "",
          "/info/collections",
          "/info/quota",
          "/info/collection_usage",
          "/info/collection_counts");
  private static final List<String> PARAMETERS =
      List.of("ids", "newer", "older", "full", "limit", "offset", "sort", "batch", "commit", "x");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json",
          "text/plain",
          "application/newlines",
          "application/json; charset=utf-8",
          "application/json;charset=utf-16",
          "text/plain; charset=x-nonsense",
          "application/octet-stream",
          ";",
          "json/",
          "é/é");
  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "X-If-Modified-Since",
          "X-If-Unmodified-Since",
          "X-Weave-Records",
          "X-Weave-Bytes",
          "X-Weave-Total-Records",
          "X-Weave-Total-Bytes",
          "Origin",
          "Access-Control-Request-Method",
          "X-Confirm-Delete",
          "Forwarded",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "Range",
          "If-Match",
          "Cookie",
          "Content-Encoding",
          "User-Agent");

  private final long seed;
  private final int port;
  private final Account attacker;
  private final Account victim;
  private final HostileAuth auth;

  HostileRequests(long seed, int port, Account attacker, Account victim) {
    this.seed = seed;
    this.port = port;
    this.attacker = attacker;
    this.victim = victim;
    this.auth = new HostileAuth(attacker, victim);
  }

  Hostile number(int n) {
    var strange = new Strange(new SplittableRandom(seed + n * STEP));
    int choice = strange.random().nextInt(100);
    if (choice < 60) {
      return accepted(strange);
    }
    if (choice < 85) {
      return refused(strange);
    }
    return new HostileBytes(strange, base(strange), attackersOwn(strange)).next();
  }

  private String base(Strange strange) {
    String body = new HostileBodies(strange).body();
    Signed signed = signed("POST", attacker.root() + "/storage/bookmarks");
    return request(signed, auth.right(signed), "", body);
  }

  private String attackersOwn(Strange strange) {
    Signed signed = signed("GET", target(strange, attacker));
    return request(signed, auth.right(signed), "", "");
  }

  private Signed signed(String method, String target) {
    return new Signed(method, target, ServedSync.HOST, port);
  }

  /** Rightly signed, so that what is wrong with it is met behind the door. */
  private Hostile accepted(Strange strange) {
    Signed signed = fitting(strange);
    String body = uploads(signed) ? new HostileBodies(strange).body() : "";
    String header = auth.right(signed);
    if (strange.chance(20)) {
      byte[] hashed = (strange.chance(80) ? body : "other").getBytes(ISO_8859_1);
      header = auth.right(signed, Credentials.hash("application/json", hashed));
    }
    String text = request(signed, header, headers(strange, signed), body);
    return new Hostile("signed", signed.method(), text, Manners.KEPT, Rule.ANSWERED);
  }

  /** Mostly a method that the target has, or little would ever get past the routes. */
  private Signed fitting(Strange strange) {
    String target = target(strange, attacker);
    String method = strange.one(METHODS);
    if (strange.chance(85)) {
      int slashes = target.replaceFirst("\\?.*", "").split("/", -1).length;
      boolean info = target.contains("/info");
      method =
          switch (info ? 0 : slashes) {
            case 6 -> strange.one("GET", "PUT", "PUT", "DELETE");
            case 5 -> strange.one("GET", "GET", "POST", "POST", "POST", "DELETE");
            case 3, 4 -> "DELETE";
            default -> "GET";
          };
    }
    return signed(method, target);
  }

  /** Of nobody, or of the attacker about the victim's storage. */
  private Hostile refused(Strange strange) {
    boolean otherUser = strange.chance(30);
    boolean list = strange.chance(50);
    String method = strange.one("GET", "DELETE", list ? "POST" : "PUT");
    Account whose = otherUser || strange.chance(50) ? victim : attacker;
    // Where expired tokens may go, an expired one would be taken.
    Signed signed =
        signed(method, whose.root() + "/storage/" + (list ? "bookmarks" : "meta/global"));
    String header = otherUser ? auth.right(signed) : auth.wrong(signed, strange);
    String body = uploads(signed) ? strange.one(Records.range(0, 2), Records.payload("p")) : "";
    String text = request(signed, header, strange.chance(30) ? headers(strange, signed) : "", body);
    String kind = otherUser ? "another's storage" : "wrong signature";
    return new Hostile(kind, method, text, Manners.KEPT, Rule.REFUSED);
  }

  private static boolean uploads(Signed signed) {
    return signed.method().equals("PUT") || signed.method().equals("POST");
  }

  private static String target(Strange strange, Account account) {
    String path = account.root() + strange.one(ROOMS);
    if (strange.chance(15)) {
      path = path + "/" + strange.text();
    }
    if (strange.chance(5)) {
      path = strange.mutated(path, 2);
    }
    if (strange.chance(60)) {
      path = path + "?" + query(strange);
    }
    // Another version's root, or the one endpoint that always fails, would be none of ours.
    return Strange.inLine(path.isEmpty() || path.charAt(0) != '/' ? "/" + path : path, false);
  }

  private static String query(Strange strange) {
    var query = new StringBuilder();
    int parameters = strange.random().nextInt(1, 4);
    for (int i = 0; i < parameters; i++) {
      query.append(i == 0 ? "" : strange.one("&", "&", "&", ";", "&&"));
      query.append(strange.one(PARAMETERS)).append(strange.one("=", "=", "=", "", "=="));
      query.append(
          switch (strange.random().nextInt(6)) {
            case 0 -> strange.one("newest", "oldest", "index", "true", "f1,f2,f3", "1:1", "5");
            case 1 -> strange.number() + strange.one(":", "%3A", ".") + strange.number();
            case 2 -> "a,".repeat(strange.one(99, 100, 101, 3_000));
            case 3 -> strange.text();
            default -> strange.number();
          });
    }
    return query.toString();
  }

  private static String headers(Strange strange, Signed signed) {
    var headers = new StringBuilder();
    if (uploads(signed) && strange.chance(95)) {
      headers.append("Content-Type: ").append(strange.one(TYPES)).append("\r\n");
    }
    int more = strange.random().nextInt(3);
    for (int i = 0; i < more; i++) {
      String value = strange.chance(60) ? strange.number() : strange.text();
      headers.append(strange.chance(1) ? "Expect" : strange.one(HEADERS)).append(": ");
      headers.append(Strange.inLine(value, true)).append("\r\n");
    }
    return headers.toString();
  }

  private String request(Signed signed, String authorization, String headers, String body) {
    String length =
        uploads(signed) ? "Content-Length: " + body.getBytes(ISO_8859_1).length + "\r\n" : "";
    return signed.method()
        + " "
        + signed.target()
        + " HTTP/1.1\r\nHost: "
        + ServedSync.HOST
        + ":"
        + port
        + "\r\nAuthorization: "
        + authorization
        + "\r\n"
        + (uploads(signed) && headers.isEmpty() ? "Content-Type: application/json\r\n" : "")
        + headers
        + length
        + "\r\n"
        + body;
  }
}
