package godwit.testdata.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One connection that sends bytes as they are and reads responses strictly: what is no HTTP/1.1
 * response is a {@link MalformedReply}. Not safe to share between threads.
 */
public final class Wire implements AutoCloseable {
  private static final int LONGEST_LINE = 64 << 10;
  private static final int LARGEST_BODY = 64 << 20;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** A response that breaks the rules of HTTP. */
  public static final class MalformedReply extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedReply(String what) {
      super(what);
    }
  }

  /**
   * Connects.
   *
   * @param silence how long the server may be silent before reading fails with a {@link
   *     java.net.SocketTimeoutException}
   */
  public static Wire open(String host, int port, Duration silence) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(silence.toMillis()));
      socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
      return new Wire(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends bytes. */
  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Tells the server that nothing more comes. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /**
   * Reads the next response, past any that only says to go on.
   *
   * @throws EOFException if the server closed the connection instead
   */
  public Reply reply(String method) throws IOException {
    Reply reply = oneReply(method);
    while (reply.status() < 200) {
      reply = oneReply(method);
    }
    return reply;
  }

  private Reply oneReply(String method) throws IOException {
    String line = line(true);
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( [ -~]*)?")) {
      throw new MalformedReply("no status line, but " + line.length() + " characters");
    }
    int status = Integer.parseInt(line.substring(9, 12));
    Map<String, String> headers = headers();
    boolean bodiless = status < 200 || status == 204 || status == 304 || method.equals("HEAD");
    boolean ends = headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    byte[] body = bodiless ? new byte[0] : body(headers, ends);
    return new Reply(status, headers, new String(body, StandardCharsets.UTF_8), ends);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(false); !line.isEmpty(); line = line(false)) {
      int colon = line.indexOf(':');
      if (colon < 1 || !line.substring(0, colon).matches("[A-Za-z0-9-]+")) {
        throw new MalformedReply("no header");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers, boolean ends) throws IOException {
    if (headers.containsKey("transfer-encoding")) {
      return chunks();
    }
    String length = headers.get("content-length");
    if (length == null && ends) {
      return in.readNBytes(LARGEST_BODY);
    }
    if (length == null || !length.matches("[0-9]{1,8}")) {
      throw new MalformedReply("no length");
    }
    return exactly(Integer.parseInt(length));
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      String size = line(false);
      if (!size.matches("[0-9A-Fa-f]{1,7}")) {
        throw new MalformedReply("no chunk");
      }
      int length = Integer.parseInt(size, 16);
      body.writeBytes(exactly(length));
      if (!line(false).isEmpty()) {
        throw new MalformedReply("no end of a chunk");
      }
      if (length == 0) {
        return body.toByteArray();
      }
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new MalformedReply("a body cut off");
    }
    return bytes;
  }

  /** Up to a CR LF; the first one may be missing because the connection has ended. */
  private String line(boolean mayEnd) throws IOException {
    var line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        if (mayEnd && line.isEmpty()) {
          throw new EOFException("the server closed the connection");
        }
        throw new MalformedReply("a line cut off");
      }
      if (next == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
        line.setLength(line.length() - 1);
        return line.toString();
      }
      line.append((char) next);
      if (line.length() > LONGEST_LINE) {
        throw new MalformedReply("a line without an end");
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
