package godwit.tokenserver.oauth;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that the accounts server publishes, kept for an hour. An unknown key id makes it look
 * again at once, since keys are rotated without notice, but not more often than every half minute,
 * since anybody can send tokens with invented ids. While the server does not answer, keys stay in
 * use for a day, and nobody but the one who asks waits for it.
 */
final class FetchedKeys implements VerificationKeys {
  static final Duration FRESH = Duration.ofHours(1);
  static final Duration USABLE = Duration.ofDays(1);
  static final Duration PAUSE = Duration.ofSeconds(30);

  /** Requests that wait for the first keys; give or take a few. */
  private static final int MOST_WAITING = 16;

  private static final Logger LOG = LoggerFactory.getLogger(FetchedKeys.class);
  private static final String PATH = "/v1/jwks";
  private static final int OK = 200;

  private final AccountsServer server;
  private final Clock clock;
  // Not a monitor: those would hold a virtual thread's carrier while the server is asked.
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Known known;
  private volatile boolean fetched;
  private @Nullable Long triedAt;

  /**
   * @param at milliseconds since the epoch
   */
  private record Known(List<RSAKey> keys, long at) {
    List<RSAKey> candidates(@Nullable String kid) {
      return PublicKeys.candidates(keys, kid);
    }
  }

  FetchedKeys(AccountsServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  @Override
  public List<RSAKey> candidates(@Nullable String kid) {
    List<RSAKey> fresh = candidates(kid, FRESH);
    if (!fresh.isEmpty()) {
      return fresh;
    }
    if (beginToFetch()) {
      try {
        // Whoever fetched before may have fetched it.
        if (candidates(kid, FRESH).isEmpty()) {
          fetchUnlessTried();
        }
      } finally {
        fetching.unlock();
      }
    }
    return candidates(kid, USABLE);
  }

  /** Waits only for the very first keys, and not with everybody: each holds a request's thread. */
  private boolean beginToFetch() {
    if (hasUsable() || fetching.getQueueLength() >= MOST_WAITING) {
      return fetching.tryLock();
    }
    fetching.lock();
    return true;
  }

  private void fetchUnlessTried() {
    if (triedAt == null || clock.millis() - triedAt >= PAUSE.toMillis()) {
      triedAt = clock.millis();
      fetched = fetch();
    }
  }

  private boolean hasUsable() {
    Known last = known;
    return last != null && isYounger(last, USABLE);
  }

  private List<RSAKey> candidates(@Nullable String kid, Duration age) {
    Known last = known;
    return last != null && isYounger(last, age) ? last.candidates(kid) : List.of();
  }

  private boolean isYounger(Known keys, Duration age) {
    return clock.millis() - keys.at() < age.toMillis();
  }

  /**
   * The server's last answer, or silence, decides: it may have new keys by now. So it may while it
   * is asked by another request, which this one did not wait for.
   */
  @Override
  public boolean areComplete() {
    return fetched && !fetching.isLocked();
  }

  private boolean fetch() {
    try {
      AccountsServer.Answer answer = server.get(PATH);
      if (answer.status() != OK) {
        LOG.warn("The accounts server answered {} to {}.", answer.status(), server.uri(PATH));
        return false;
      }
      known = new Known(PublicKeys.published(answer.body()), clock.millis());
      return true;
    } catch (IOException | ParseException e) {
      LOG.warn("No keys from {}: {}", server.uri(PATH), e.toString());
      return false;
    }
  }
}
