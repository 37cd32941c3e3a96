package godwit.tokenserver.web;

import java.time.Duration;
import java.util.List;

/**
 * How the tokenserver answers.
 *
 * @param tokenDuration how long a storage token is good for; clients may ask for less
 * @param nodeType what clients are told the nodes run on: mysql, postgres or spanner
 */
public record TokenserverSettings(Duration tokenDuration, String nodeType) {
  private static final List<String> NODE_TYPES = List.of("mysql", "postgres", "spanner");

  /** Rejects unknown node types, and durations below a second. */
  public TokenserverSettings {
    if (tokenDuration.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("token duration: " + tokenDuration + " is below 1 s");
    }
    if (!NODE_TYPES.contains(nodeType)) {
      throw new IllegalArgumentException(
          "not a node type: '" + nodeType + "'; expected one of " + NODE_TYPES);
    }
  }

  /** An hour. */
  public static TokenserverSettings of(String nodeType) {
    return new TokenserverSettings(Duration.ofHours(1), nodeType);
  }

  /** The duration asked for if it is a number up to the set one, else that, in seconds. */
  long seconds(String asked) {
    long most = tokenDuration.toSeconds();
    if (!asked.matches("[0-9]{1,18}")) {
      return most;
    }
    long seconds = Long.parseLong(asked);
    return seconds <= most ? seconds : most;
  }
}
