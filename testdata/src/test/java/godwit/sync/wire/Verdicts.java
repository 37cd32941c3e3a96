package godwit.sync.wire;

import godwit.testdata.client.Json;
import godwit.testdata.client.Reply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Judges answers to hostile requests, and counts them. Safe to share between threads. */
final class Verdicts {
  /** In all of the victim's records, and nowhere else. */
  static final String MARK = "only-for-the-victim";

  private static final int KEPT_FINDINGS = 30;

  private final List<String> findings = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  synchronized void closed() {
    counts.merge("closed", 1, Integer::sum);
  }

  /**
   * Judges an answer.
   *
   * @param before what the connection carried so far
   */
  synchronized void judge(int n, Hostile request, Reply reply, String before) {
    counts.merge(Integer.toString(reply.status()), 1, Integer::sum);
    String fault = fault(request, reply);
    if (!fault.isEmpty()) {
      finding(n, request, fault + "; on this connection so far:\n" + before + "\n");
    }
  }

  synchronized void finding(int n, Hostile request, String fault) {
    counts.merge("FINDINGS", 1, Integer::sum);
    if (findings.size() < KEPT_FINDINGS) {
      findings.add("#%d (%s): %s\n%s".formatted(n, request.kind(), fault, request.excerpt()));
    }
  }

  synchronized List<String> findings() {
    return List.copyOf(findings);
  }

  private static String fault(Hostile request, Reply reply) {
    if (reply.body().contains(MARK) || reply.headers().toString().contains(MARK)) {
      return "it shows the victim's records";
    }
    if (isFailure(reply)) {
      return "status " + reply.status();
    }
    if (request.rule() == Hostile.Rule.REFUSED && !isRefusal(reply.status())) {
      return "taken, with status " + reply.status();
    }
    return !isWellFormed(reply) ? "malformed body" : timeFault(reply);
  }

  /** Versions and codings that a server does not know are its to refuse with a 5xx. */
  private static boolean isFailure(Reply reply) {
    int status = reply.status();
    boolean refusal = status == 501 || status == 505;
    boolean busy = status == 503 && reply.header("Retry-After").isPresent();
    return status >= 500 && !refusal && !busy;
  }

  private static boolean isRefusal(int status) {
    return status == 400 || status == 401 || status == 405 || status == 417 || status == 431;
  }

  private static boolean isWellFormed(Reply reply) {
    String type = reply.header("Content-Type").orElse("");
    try {
      if (type.equals("application/json") && !reply.body().isEmpty()) {
        Json.read(reply.body());
      } else if (type.equals("application/newlines")) {
        reply.body().lines().forEach(Json::read);
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String timeFault(Reply reply) {
    var modified = reply.header("X-Last-Modified");
    if (modified.isEmpty()) {
      return "";
    }
    String now = reply.header("X-Weave-Timestamp").orElse("-1");
    String form = "[0-9]+\\.[0-9]{2}";
    return modified.get().matches(form)
            && now.matches(form)
            && new BigDecimal(now).compareTo(new BigDecimal(modified.get())) >= 0
        ? ""
        : "times that make no sense";
  }

  @Override
  public synchronized String toString() {
    return counts.toString();
  }
}
