package godwit.http;

import java.time.Duration;
import java.util.Map;
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

  private final Map<EndPoint, Request> busy = new ConcurrentHashMap<>();
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
    busy.put(end, request);
    Request.addCompletionListener(request, failure -> end(end, request));
    if (isShutdown()) {
      end.setIdleTimeout(getIdleTimeout());
    }
  }

  private void end(EndPoint end, Request request) {
    // First out, then look: shutdown does it the other way round, so one of the two sees it.
    busy.remove(end, request);
    if (isShutdown()) {
      end.setIdleTimeout(idleMillis());
    }
  }

  private long idleMillis() {
    return Math.min(idleWhileClosing.toMillis(), getIdleTimeout());
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    CompletableFuture<Void> done = super.shutdown();
    getConnectedEndPoints().stream()
        .filter(end -> !isBusy(end))
        .forEach(end -> end.setIdleTimeout(idleMillis()));
    return done;
  }

  /** A request that waits for a thread has come in, and nothing was sent to it yet. */
  private boolean isBusy(EndPoint end) {
    Connection connection = end.getConnection();
    boolean waits = connection != null && connection.getMessagesIn() > connection.getMessagesOut();
    return waits || busy.containsKey(end);
  }

  @Override
  protected void onEndPointOpened(EndPoint end) {
    super.onEndPointOpened(end);
    if (isShutdown()) {
      end.setIdleTimeout(idleMillis());
    }
  }
}
