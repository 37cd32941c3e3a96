package godwit.sync.web;

import godwit.sync.protocol.ServerLimits;
import java.time.Duration;

/**
 * How the endpoints behave.
 *
 * @param limits of one request
 * @param quota of one user
 * @param moves how users who are being moved are answered
 * @param version shown at {@code /__version__}
 * @param documentation URL that {@code /} leads to
 */
public record WebSettings(
    ServerLimits limits,
    QuotaPolicy quota,
    Moves moves,
    ServerVersion version,
    String documentation) {
  /** Where the protocol is described. */
  public static final String DOCUMENTATION =
      "https://mozilla-services.readthedocs.io/en/latest/storage/apis-1.5.html";

  /**
   * How users who are being moved are answered. A switch takes a second or two, and a client that
   * is told to come back may do so only half an hour later: so requests are held for a moment.
   *
   * @param hold how long at most, 0 for not at all
   * @param held so many requests at once; others are told to come back
   * @param retryAfter when to come back, in whole seconds
   */
  public record Moves(Duration hold, int held, Duration retryAfter) {
    /** Two seconds, 64 requests, come back after half a minute. */
    public static final Moves DEFAULT =
        new Moves(Duration.ofSeconds(2), 64, Duration.ofSeconds(30));

    /** Rejects negative figures. */
    public Moves {
      if (hold.isNegative() || held < 0 || retryAfter.toSeconds() < 1) {
        throw new IllegalArgumentException(
            "moves: hold %s and held %d must not be negative, retryAfter %s at least a second"
                .formatted(hold, held, retryAfter));
      }
    }
  }

  /** Everything by default but the limits and the version. */
  public static WebSettings of(ServerLimits limits, ServerVersion version) {
    return new WebSettings(limits, QuotaPolicy.OFF, Moves.DEFAULT, version, DOCUMENTATION);
  }

  /** The same with a quota. */
  public WebSettings withQuota(QuotaPolicy other) {
    return new WebSettings(limits, other, moves, version, documentation);
  }

  /** The same with other manners towards moving users. */
  public WebSettings withMoves(Moves other) {
    return new WebSettings(limits, quota, other, version, documentation);
  }
}
