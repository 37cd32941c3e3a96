package godwit.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server's address through which connections can be cut, and refused for a while. */
public final class CuttingProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger toRefuse = new AtomicInteger();

  private CuttingProxy(ServerSocket door, int server) {
    this.door = door;
    this.server = server;
  }

  /** Opens one before a server on this machine. */
  public static CuttingProxy before(int server) throws IOException {
    var proxy = new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
    start(proxy::accept);
    return proxy;
  }

  /** Where to connect instead of to the server. */
  public int port() {
    return door.getLocalPort();
  }

  /** Cuts all connections, and hangs up on the next ones. */
  public void cut(int refuse) {
    toRefuse.set(refuse);
    open.forEach(CuttingProxy::shut);
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        Socket client = door.accept();
        if (toRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          client.close();
        } else {
          join(client);
        }
      }
    } catch (IOException e) {
      if (!door.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void join(Socket client) throws IOException {
    var behind = new Socket(InetAddress.getLoopbackAddress(), server);
    open.add(client);
    open.add(behind);
    start(() -> pump(client, behind));
    start(() -> pump(behind, client));
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException cut) {
      // Either side has hung up, or we have: both ends are closed now.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    open.forEach(CuttingProxy::shut);
  }
}
