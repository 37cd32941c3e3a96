package godwit.sync.wire;

import godwit.testdata.client.Reply;
import godwit.testdata.client.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Sends hostile requests one by one, and has every answer judged. */
final class HostileSender implements AutoCloseable {
  /** More than the server's own patience. */
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private static final int ANSWERS = 10;
  private static final int REMEMBERED = 200;

  private final int port;
  private final Verdicts verdicts;
  private @Nullable Wire kept;

  /** On the same connection: what they began may be what comes out wrong now. */
  private final Deque<String> before = new ArrayDeque<>();

  HostileSender(int port, Verdicts verdicts) {
    this.port = port;
    this.verdicts = verdicts;
  }

  void send(int n, Hostile request) throws IOException {
    try {
      if (request.manners() == Hostile.Manners.KEPT) {
        sendKept(n, request);
      } else {
        sendAlone(n, request);
      }
    } catch (SocketTimeoutException e) {
      verdicts.finding(n, request, "no answer within " + DEADLINE);
      close();
    } catch (Wire.MalformedReply e) {
      verdicts.finding(n, request, "no HTTP: " + e.getMessage() + "; before it: " + before());
      close();
    }
  }

  private void sendKept(int n, Hostile request) throws IOException {
    Wire wire = kept;
    if (wire != null) {
      try {
        exchange(wire, n, request);
        return;
      } catch (EOFException | SocketException closedMeanwhile) {
        close();
      }
    }
    Wire fresh = Wire.open(ServedSync.HOST, port, DEADLINE);
    kept = fresh;
    before.clear();
    try {
      exchange(fresh, n, request);
    } catch (EOFException | SocketException closed) {
      verdicts.closed();
      close();
    }
  }

  private void exchange(Wire wire, int n, Hostile request) throws IOException {
    wire.send(request.bytes());
    Reply reply = wire.reply(request.method());
    before.addLast("#%d %s => %d".formatted(n, request.firstLine(), reply.status()));
    if (before.size() > REMEMBERED) {
      before.removeFirst();
    }
    verdicts.judge(n, request, reply, before());
    if (reply.ends()) {
      close();
    }
  }

  private String before() {
    return String.join("\n", before);
  }

  /** Several answers may come: what is no request for one may be two for another. */
  private void sendAlone(int n, Hostile request) throws IOException {
    try (Wire wire = Wire.open(ServedSync.HOST, port, DEADLINE)) {
      wire.send(request.bytes());
      if (request.manners() == Hostile.Manners.ENDED) {
        wire.endOutput();
      }
      for (int i = 0; i < ANSWERS; i++) {
        verdicts.judge(n, request, wire.reply(request.method()), "");
      }
    } catch (EOFException | SocketException closed) {
      verdicts.closed();
    }
  }

  @Override
  public void close() throws IOException {
    Wire wire = kept;
    kept = null;
    if (wire != null) {
      wire.close();
    }
  }
}
