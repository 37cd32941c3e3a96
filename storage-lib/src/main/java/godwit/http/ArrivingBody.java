package godwit.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A body on its way in, which must have arrived whole within a time. */
final class ArrivingBody extends FilterInputStream {
  /** What is read only to be thrown away: several times the largest request by default. */
  private static final long DISCARDED_BYTES = 16L << 20;

  private final long start = System.nanoTime();
  private final long allowedNanos;
  private boolean begun;

  ArrivingBody(InputStream in, Duration allowed) {
    super(in);
    this.allowedNanos = allowed.toNanos();
  }

  @Override
  public int read() throws IOException {
    requireTime();
    return in.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    requireTime();
    return in.read(bytes, offset, length);
  }

  /** Whether anybody has asked for any of it. */
  boolean isBegun() {
    return begun;
  }

  private void requireTime() throws IOException {
    begun = true;
    if (System.nanoTime() - start > allowedNanos) {
      throw new IOException("The body did not arrive in time.");
    }
  }

  /** Reads on until the end, or until it is too much; whether it came to the end. */
  boolean discardRest() throws IOException {
    var bytes = new byte[8192];
    long left = DISCARDED_BYTES;
    while (left > 0) {
      int read = read(bytes, 0, bytes.length);
      if (read < 0) {
        return true;
      }
      left -= read;
    }
    return false;
  }

  /** Stays open: the server reads the next request from the same connection. */
  @Override
  public void close() {}
}
