package godwit.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** A body on its way in, which must have arrived whole within a time. */
final class ArrivingBody extends FilterInputStream {
  /** What is read only to be thrown away: several times the largest request by default. */
  private static final long DISCARDED_BYTES = 16L << 20;

  private final Content.Source source;
  private final long start = System.nanoTime();
  private final long allowedNanos;
  private boolean begun;
  private long discardable = DISCARDED_BYTES;

  /** How far a body is that nobody reads any more. */
  enum Rest {
    /** All of it has arrived. */
    NOTHING,
    /** More may come. */
    AWAITED,
    /** More may come, but it broke off or is too much to be thrown away. */
    GIVEN_UP
  }

  ArrivingBody(Content.Source source, Duration allowed) {
    super(Content.Source.asInputStream(source));
    this.source = source;
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

  /** Throws away what has arrived, without waiting for more. Nothing can be read afterwards. */
  Rest discardArrived() {
    try {
      // What the stream holds of a piece that was read in part.
      in.skipNBytes(in.available());
    } catch (IOException broken) {
      return Rest.GIVEN_UP;
    }
    while (discardable > 0) {
      Content.@Nullable Chunk chunk = source.read();
      if (chunk == null) {
        return Rest.AWAITED;
      }
      boolean failed = Content.Chunk.isFailure(chunk);
      boolean last = chunk.isLast();
      discardable -= chunk.remaining();
      chunk.release();
      if (failed || last) {
        return failed ? Rest.GIVEN_UP : Rest.NOTHING;
      }
    }
    return Rest.GIVEN_UP;
  }

  /** Calls back when {@link #discardArrived} has something to do again; holds no thread. */
  void onMore(Runnable then) {
    source.demand(then);
  }

  /** Lets what reads it, now or next, find it broken off. */
  void breakOff(String why) {
    source.fail(new IOException(why));
  }

  /** Stays open: the server reads the next request from the same connection. */
  @Override
  public void close() {}
}
