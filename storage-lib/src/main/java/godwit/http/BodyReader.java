package godwit.http;

import java.io.IOException;
import java.util.Optional;

/** Reads whole bodies, up to a limit, whatever their declared length. */
public final class BodyReader {
  private BodyReader() {}

  /**
   * The body, or nothing if it is longer than {@code limit}.
   *
   * @param limit bytes, 0 or more
   * @throws IOException if the client goes away or takes too long
   */
  public static Optional<byte[]> read(HttpRequest request, int limit) throws IOException {
    byte[] body = request.body().readNBytes(limit);
    if (body.length == limit && request.body().read() >= 0) {
      return Optional.empty();
    }
    return Optional.of(body);
  }
}
