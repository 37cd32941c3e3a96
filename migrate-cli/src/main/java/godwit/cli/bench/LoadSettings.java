package godwit.cli.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How a server is driven.
 *
 * @param connections at once, each a device that sends one request after the other
 * @param users whose devices they are, by turns
 * @param rate visits a second that begin whatever the server does, or 0: each as the one before
 *     ends
 * @param warmUpSeconds before anything is measured
 * @param seconds how long is measured
 * @param seed of what is sent
 */
public record LoadSettings(
    int connections, int users, double rate, int warmUpSeconds, int seconds, long seed) {
  private static final int LONGEST_SECONDS = 86_400;

  /** Rejects what cannot work, all faults at once. */
  public LoadSettings {
    List<String> faults = new ArrayList<>();
    if (connections < 1 || connections > 1_000) {
      faults.add("--connections " + connections + " is not within 1 to 1000.");
    }
    if (users < 1 || users > 1_000_000) {
      faults.add("--users " + users + " is not within 1 to 1000000.");
    }
    if (!(rate >= 0 && rate <= 1_000_000)) {
      faults.add("--rate " + rate + " is not within 0 to 1000000.");
    }
    if (warmUpSeconds < 0 || warmUpSeconds > LONGEST_SECONDS) {
      faults.add("--warm-up " + warmUpSeconds + " is not within 0 to " + LONGEST_SECONDS + ".");
    }
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      faults.add("--seconds " + seconds + " is not within 1 to " + LONGEST_SECONDS + ".");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
  }
}
