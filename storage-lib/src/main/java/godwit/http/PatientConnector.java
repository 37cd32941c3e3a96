package godwit.http;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A connector that ends idle connections soon once it shuts down, and leaves those with a request
 * in flight the time that they always have: an upload may pause, and a reader may be slow.
 */
final class PatientConnector extends ServerConnector {
  /** Jetty's own limit is for all connections alike. */
  private static final long NONE = -1;

  /** The request in flight of each connection that has one. */
  private final Map<EndPoint, Object> busy = new ConcurrentHashMap<>();

  private final Set<Lingering> lingering = ConcurrentHashMap.newKeySet();
  private final Duration idleWhileClosing;

  /**
   * @param idleWhileClosing how long a connection without a request in flight is kept for the next
   *     one once the server shuts down
   */
  PatientConnector(
      Server server,
      int acceptors,
      int selectors,
      HttpConnectionFactory factory,
      Duration idleWhileClosing) {
    super(server, acceptors, selectors, factory);
    setShutdownIdleTimeout(NONE);
    this.idleWhileClosing = idleWhileClosing;
  }

  /** Counts the request's connection as busy until its answer is sent. */
  void begin(Request request) {
    EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
    begin(end, request);
    Request.addCompletionListener(request, failure -> end(end, request));
  }

  /** The same for whoever tells {@link #end} itself. */
  void begin(EndPoint end, Object request) {
    busy.put(end, request);
    if (isShutdown()) {
      limitIdleness(end);
    }
  }

  void end(EndPoint end, Object request) {
    // First out, then look: shutdown does it the other way round, so one of the two sees it.
    busy.remove(end, request);
    if (isShutdown()) {
      limitIdleness(end);
    }
  }

  /** Looks again afterwards: the connection may get busy, or idle, while its limit is set. */
  private void limitIdleness(EndPoint end) {
    boolean inFlight;
    do {
      inFlight = busy.containsKey(end);
      end.setIdleTimeout(inFlight ? getIdleTimeout() : idleMillis());
    } while (busy.containsKey(end) != inFlight);
  }

  /** Knows of it until it is over; once the connector shuts down it is given little time. */
  void begin(Lingering rest) {
    lingering.add(rest);
    if (isShutdown()) {
      rest.endWithin(idleMillis());
    }
  }

  void end(Lingering rest) {
    lingering.remove(rest);
  }

  private long idleMillis() {
    return Math.min(idleWhileClosing.toMillis(), getIdleTimeout());
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    CompletableFuture<Void> done = super.shutdown();
    getConnectedEndPoints().stream().filter(end -> !waits(end)).forEach(this::limitIdleness);
    lingering.forEach(rest -> rest.endWithin(idleMillis()));
    return done;
  }

  /** Whether a request has come in, and nothing was sent to it yet: it may wait for a thread. */
  private static boolean waits(EndPoint end) {
    Connection connection = end.getConnection();
    return connection != null && connection.getMessagesIn() > connection.getMessagesOut();
  }

  @Override
  protected void onEndPointOpened(EndPoint end) {
    super.onEndPointOpened(end);
    if (isShutdown()) {
      end.setIdleTimeout(idleMillis());
    }
  }
}
