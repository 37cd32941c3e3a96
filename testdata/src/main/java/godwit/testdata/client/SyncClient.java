package godwit.testdata.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One device: it signs requests and sends them over one connection, which it opens again when the
 * server has closed it. Not safe to share between threads.
 */
public final class SyncClient implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final String JSON = "application/json";

  private final String host;
  private final int port;
  private final Account account;
  private final Credentials credentials;
  private @Nullable Wire wire;
  private long nonce;

  /** A device of an account, with a token that holds for a day. */
  public SyncClient(String host, int port, String secret, Account account) {
    this.host = host;
    this.port = port;
    this.account = account;
    this.credentials =
        Credentials.of(secret, account, System.currentTimeMillis() / 1000 + 24 * 60 * 60);
  }

  /** Sends a GET. */
  public Reply get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** Sends a DELETE. */
  public Reply delete(String path, String... headers) {
    return send("DELETE", path, null, headers);
  }

  /** Sends a PUT with JSON. */
  public Reply put(String path, String body, String... headers) {
    return send("PUT", path, body, headers);
  }

  /** Sends a POST with JSON. */
  public Reply post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  /**
   * Sends a signed request, body included.
   *
   * @param path below the account's root
   * @param headers names and values by turns; they replace the default ones
   */
  public Reply send(String method, String path, @Nullable String body, String... headers) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(UTF_8);
    byte[] head = head(method, account.root() + path, bytes, body != null, headers);
    byte[] request = java.util.Arrays.copyOf(head, head.length + bytes.length);
    System.arraycopy(bytes, 0, request, head.length, bytes.length);
    try {
      return exchange(method, request);
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    }
  }

  private byte[] head(
      String method, String target, byte[] body, boolean uploads, String... headers) {
    var signed = new Credentials.Signed(method, target, host, port);
    long now = System.currentTimeMillis() / 1000;
    String once = "n" + nonce++;
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Host", host + ":" + port);
    all.put(
        "Authorization",
        uploads
            ? credentials.header(signed, now, once, Credentials.hash(JSON, body))
            : credentials.header(signed, now, once));
    if (uploads) {
      all.put("Content-Type", JSON);
      all.put("Content-Length", Integer.toString(body.length));
    }
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    var text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    all.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return text.append("\r\n").toString().getBytes(UTF_8);
  }

  private Reply exchange(String method, byte[] request) throws IOException {
    Wire open = wire;
    if (open != null) {
      try {
        open.send(request);
        return finish(open.reply(method));
      } catch (EOFException | SocketException idleTooLong) {
        // The server had closed it before the request came; it read nothing of it.
        close();
      }
    }
    Wire fresh = Wire.open(host, port, SILENCE);
    wire = fresh;
    fresh.send(request);
    return finish(fresh.reply(method));
  }

  private Reply finish(Reply reply) {
    if (reply.ends()) {
      close();
    }
    return reply;
  }

  @Override
  public void close() {
    Wire open = wire;
    wire = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
