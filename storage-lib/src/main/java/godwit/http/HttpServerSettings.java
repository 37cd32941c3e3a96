package godwit.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a server listens, and what it puts up with.
 *
 * @param host name or address of the interface
 * @param port 0 for any free one
 * @param maxRequests requests answered at once, give or take two; more wait for their turn
 * @param maxConnections open at once; more wait to be accepted
 * @param maxHeaderBytes of the request line and all headers
 * @param idleTimeout how long a connection may stay silent, within a request and between two
 * @param bodyTimeout how long a whole body may take to arrive, and each half MiB of a large
 *     response to be fetched
 * @param shutdownTimeout how long requests in flight may go on once the server closes
 */
public record HttpServerSettings(
    String host,
    int port,
    int maxRequests,
    int maxConnections,
    int maxHeaderBytes,
    Duration idleTimeout,
    Duration bodyTimeout,
    Duration shutdownTimeout) {
  /**
   * What a request line may need: a hundred ids of 64 characters, each written as three, and a
   * token beside it.
   */
  public static final int DEFAULT_HEADER_BYTES = 32 << 10;

  private static final int LEAST_HEADER_BYTES = 4 << 10;

  /** Rejects what cannot work, all faults at once. */
  public HttpServerSettings {
    List<String> faults = new ArrayList<>();
    if (port < 0 || port > 65_535) {
      faults.add("port " + port + " is not within 0 to 65535");
    }
    if (maxRequests < 1) {
      faults.add("maxRequests " + maxRequests + " is not at least 1");
    }
    if (maxConnections < 1) {
      faults.add("maxConnections " + maxConnections + " is not at least 1");
    }
    if (maxHeaderBytes < LEAST_HEADER_BYTES) {
      faults.add("maxHeaderBytes " + maxHeaderBytes + " is not at least " + LEAST_HEADER_BYTES);
    }
    requirePositive(faults, "idleTimeout", idleTimeout);
    requirePositive(faults, "bodyTimeout", bodyTimeout);
    requirePositive(faults, "shutdownTimeout", shutdownTimeout);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
  }

  private static void requirePositive(List<String> faults, String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      faults.add(name + " " + duration + " is not longer than nothing");
    }
  }

  /** What suits most servers, at an address. */
  public static HttpServerSettings at(String host, int port) {
    return new HttpServerSettings(
        host,
        port,
        256,
        10_000,
        DEFAULT_HEADER_BYTES,
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofSeconds(30));
  }

  /** The same with other timeouts. */
  public HttpServerSettings withTimeouts(Duration idle, Duration body, Duration shutdown) {
    return new HttpServerSettings(
        host, port, maxRequests, maxConnections, maxHeaderBytes, idle, body, shutdown);
  }

  /** The same with another bound on requests answered at once. */
  public HttpServerSettings withMaxRequests(int requests) {
    return new HttpServerSettings(
        host,
        port,
        requests,
        maxConnections,
        maxHeaderBytes,
        idleTimeout,
        bodyTimeout,
        shutdownTimeout);
  }
}
