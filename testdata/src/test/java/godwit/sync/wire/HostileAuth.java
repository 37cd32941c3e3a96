package godwit.sync.wire;

import godwit.testdata.client.Account;
import godwit.testdata.client.Credentials;
import godwit.testdata.client.Credentials.Signed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;

/** Authorization headers: a right one, or one of many wrong ones. */
final class HostileAuth {
  private static final long HOUR = 3_600;

  private final Account attacker;
  private final Account victim;
  private final Credentials own;
  private final Credentials expired;
  private final Credentials forged;

  HostileAuth(Account attacker, Account victim) {
    long now = System.currentTimeMillis() / 1000;
    this.attacker = attacker;
    this.victim = victim;
    this.own = Credentials.of(ServedSync.SECRET, attacker, now + 24 * HOUR);
    this.expired = Credentials.of(ServedSync.SECRET, attacker, now - HOUR);
    this.forged = Credentials.of("another secret", victim, now + 24 * HOUR);
  }

  /** What the server must take. */
  String right(Signed request) {
    return own.header(request, now(), "nonce");
  }

  /** A signature over a body's hash, which may or may not be the body's. */
  String right(Signed request, String hash) {
    return own.header(request, now(), "nonce", hash);
  }

  private static long now() {
    return System.currentTimeMillis() / 1000;
  }

  /** What the server must not take, whatever the target, unless expired tokens may go there. */
  String wrong(Signed request, Strange strange) {
    String right = right(request);
    return switch (strange.random().nextInt(16)) {
      case 0 -> forged.header(request, now(), "n");
      case 1 -> expired.header(request, now(), "n");
      case 2 -> own.withId(claimingVictim()).header(request, now(), "n");
      case 3 -> own.withId(forged.id()).header(request, now(), "n");
      case 4 -> own.header(request, strange.one(0L, -1L, now() * 1000, Long.MAX_VALUE), "n");
      case 5 -> right.replace("mac=\"", "mac=\"" + strange.one("A", "=", "////", " "));
      case 6 -> right.replaceAll(" nonce=\"[^\"]*\",", strange.one("", " nonce=\"\","));
      case 7 -> right.replaceAll("ts=\"[^\"]*\"", quoted("ts", strange.number() + "0"));
      case 8 -> right.replaceAll("id=\"[^\"]*\"", quoted("id", strange.text()));
      case 9 -> right + ", " + strange.one("mac=\"AAAA\"", "id=\"x\"", "evil=\"1\"", "x");
      case 10 -> strange.one("Basic eDp5", "Bearer x", "Hawk", "Hawk ", "hawk " + right, "");
      case 11 -> right.replace("Hawk ", strange.one("hawk ", "Hawk", "HAWK ", "Hawk\t"));
      case 12 -> Strange.inLine("Hawk " + strange.bytes(60), true);
      case 13 -> own.header(elsewhere(request, strange), now(), "n");
      case 14 -> right.substring(0, strange.random().nextInt(right.length() - 1));
      default -> right.replace("mac=\"", "hash=\"" + strange.one("AAAA", "%", "é") + "\", mac=\"");
    };
  }

  private static String quoted(String name, String text) {
    String value = Strange.inLine(text.replace("\"", ""), true);
    return Matcher.quoteReplacement(name + "=\"" + value + "\"");
  }

  /** The attacker's token with the victim's number in it, and the attacker's signature. */
  private String claimingVictim() {
    byte[] token = Base64.getUrlDecoder().decode(own.id());
    String text =
        new String(token, StandardCharsets.ISO_8859_1)
            .replace("\"uid\": " + attacker.uid(), "\"uid\": " + victim.uid());
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Signed elsewhere(Signed request, Strange strange) {
    return switch (strange.random().nextInt(4)) {
      case 0 ->
          new Signed(request.method() + "X", request.target(), request.host(), request.port());
      case 1 ->
          new Signed(request.method(), request.target() + "?", request.host(), request.port());
      case 2 -> new Signed(request.method(), request.target(), "elsewhere", request.port());
      default -> new Signed(request.method(), request.target(), request.host(), request.port() + 1);
    };
  }
}
