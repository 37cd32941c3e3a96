package godwit.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Optional;

/** Reads whole bodies, up to a limit, whatever their declared length. */
public final class BodyReader {
  private BodyReader() {}

  /**
   * The body, or nothing if it is longer than {@code limit}. Takes memory as it arrives: who sends
   * slowly takes little of it.
   *
   * @param limit bytes, 0 or more
   * @throws IOException if the client goes away or takes too long
   * @throws OverloadedException if there is no memory for it
   */
  public static Optional<byte[]> read(HttpRequest request, int limit) throws IOException {
    byte[] body = new Counted(request).readNBytes(limit);
    if (body.length == limit && request.body().read() >= 0) {
      return Optional.empty();
    }
    return Optional.of(body);
  }

  private static final class Counted extends FilterInputStream {
    /** The pieces, and the whole that is made of them. */
    private static final int COPIES = 2;

    private final RequestMemory memory;
    private long arrived;

    Counted(HttpRequest request) {
      super(request.body());
      this.memory = request.memory();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      arrived += Math.max(0, read);
      memory.require(arrived * COPIES);
      return read;
    }
  }
}
