package godwit.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one endpoint over HTTP/1.1. Endpoints may block: they run on virtual threads where the JVM
 * has them and on a bounded pool elsewhere.
 *
 * <p>TLS is left to a proxy in front.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 2;

  /** Threads that Jetty needs for itself. */
  private static final int OWN_THREADS = ACCEPTORS + SELECTORS;

  /** Long enough for a request that is on its way. */
  private static final Duration IDLE_WHILE_CLOSING = Duration.ofSeconds(1);

  private final Server server;
  private final PatientConnector connector;
  private final HttpServerSettings settings;
  private final AtomicBoolean closed = new AtomicBoolean();

  private HttpServer(Server server, PatientConnector connector, HttpServerSettings settings) {
    this.server = server;
    this.connector = connector;
    this.settings = settings;
  }

  /**
   * Starts to listen and to answer.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static HttpServer start(HttpServerSettings settings, HttpEndpoint endpoint)
      throws IOException {
    return start(settings, endpoint, MemoryBudget.ofHeap());
  }

  /** The same with another bound on the memory that bodies take. */
  static HttpServer start(HttpServerSettings settings, HttpEndpoint endpoint, MemoryBudget budget)
      throws IOException {
    HttpServer server = bind(settings);
    server.serve(endpoint, budget);
    return server;
  }

  /**
   * Takes the address, so that its port is known. Who connects waits until {@link #serve}, or until
   * the server is closed.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static HttpServer bind(HttpServerSettings settings) throws IOException {
    return bind(settings, IDLE_WHILE_CLOSING);
  }

  /** The same with another time that idle connections have left once the server closes. */
  static HttpServer bind(HttpServerSettings settings, Duration idleWhileClosing)
      throws IOException {
    Server server = jetty(settings);
    var connector =
        new PatientConnector(server, ACCEPTORS, SELECTORS, connections(settings), idleWhileClosing);
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idleTimeout().toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
    server.setErrorHandler(new BareErrors());
    server.setStopTimeout(settings.shutdownTimeout().toMillis());
    var made = new HttpServer(server, connector, settings);
    try {
      connector.open();
      return made;
    } catch (IOException | RuntimeException e) {
      throw made.deaf(e);
    }
  }

  /**
   * A server that pools no buffers: when a request breaks off in its head, Jetty may give its
   * buffer back twice, and one in the hands of two connections would show strangers each other's
   * requests.
   */
  static Server jetty(HttpServerSettings settings) {
    return new Server(threads(settings), null, ByteBufferPool.NON_POOLING);
  }

  /**
   * Starts to answer. Call it once.
   *
   * @throws IOException if the address is lost; the server is closed then
   */
  public void serve(HttpEndpoint endpoint) throws IOException {
    serve(endpoint, MemoryBudget.ofHeap());
  }

  private void serve(HttpEndpoint endpoint, MemoryBudget budget) throws IOException {
    server.setHandler(
        new FinishingHandler(
            new EndpointHandler(endpoint, connector, settings.bodyTimeout(), budget)));
    try {
      server.start();
    } catch (Exception e) {
      throw deaf(e);
    }
  }

  private IOException deaf(Exception cause) {
    close();
    return new IOException(
        "Cannot listen on %s:%d; choose another host or port."
            .formatted(settings.host(), settings.port()),
        cause);
  }

  /**
   * Waits for requests in flight when the server closes, and answers those too that come meanwhile
   * on connections that are open: what they need is closed later.
   */
  private static final class FinishingHandler extends GracefulHandler {
    private final EndpointHandler endpoint;

    FinishingHandler(EndpointHandler endpoint) {
      super(endpoint);
      this.endpoint = endpoint;
    }

    @Override
    protected void handleShutdownRejection(Request request, Response response, Callback callback) {
      endpoint.handle(request, response, callback);
    }
  }

  private static QueuedThreadPool threads(HttpServerSettings settings) {
    if (!VirtualThreads.areSupported()) {
      var pool = new QueuedThreadPool(settings.maxRequests() + OWN_THREADS);
      pool.setName("http");
      return pool;
    }
    var pool = new QueuedThreadPool(OWN_THREADS * 4);
    pool.setName("http");
    // Bounded too: each request in flight may hold a body in memory.
    var virtual = new VirtualThreadPool(settings.maxRequests());
    virtual.setName("http-virtual");
    pool.setVirtualThreadsExecutor(virtual);
    pool.addBean(virtual);
    return pool;
  }

  private static HttpConnectionFactory connections(HttpServerSettings settings) {
    var config = new HttpConfiguration();
    config.setSendServerVersion(false);
    config.setRequestHeaderSize(settings.maxHeaderBytes());
    config.setHttpCompliance(HttpCompliance.RFC9110);
    // Targets are our router's to judge: it takes encoded slashes, dots and bad UTF-8 as they are.
    config.setUriCompliance(UriCompliance.UNSAFE);
    // Header values vary by request; a cache of them only costs.
    config.setHeaderCacheSize(0);
    // Buffers are made anew for each request, which is dear outside the heap.
    config.setUseInputDirectByteBuffers(false);
    config.setUseOutputDirectByteBuffers(false);
    return new HttpConnectionFactory(config);
  }

  /** The port listened on, also if it was chosen freely. */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Stops accepting, lets requests in flight finish for as long as the settings say, and ends the
   * rest. A second call does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      server.stop();
      // A server that never answered does not do it itself.
      connector.close();
    } catch (Exception e) {
      // The server is stopped all the same: this is how it says that it cut requests off.
      LOG.warn(
          "Requests were still running {} after the server was told to stop; they were cut off.",
          settings.shutdownTimeout());
    }
  }
}
