package godwit.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Sends a large response piece by piece, and ends the connection of a client that takes too long
 * for one of them. Jetty's own limit begins anew with every byte, so that a few clients could hold
 * the memory of all for hours. Holds no thread meanwhile.
 */
final class SteadyResponse extends IteratingNestedCallback {
  /** In the two minutes of the default settings that is 4 KiB a second, as over the worst phone. */
  private static final int PIECE_BYTES = 512 << 10;

  private final Response response;
  private final ByteBuffer body;
  private final EndPoint client;
  private final Scheduler scheduler;
  private final Duration limit;
  private Scheduler.@Nullable Task end;

  /**
   * Begins with {@link #iterate}.
   *
   * @param body not empty
   * @param limit for the client to take a piece
   * @param written told when all is sent, or cannot be
   */
  SteadyResponse(
      Request request, Response response, byte[] body, Duration limit, Callback written) {
    super(written);
    this.response = response;
    this.body = ByteBuffer.wrap(body);
    this.client = request.getConnectionMetaData().getConnection().getEndPoint();
    this.scheduler = request.getComponents().getScheduler();
    this.limit = limit;
  }

  @Override
  protected Action process() {
    if (!body.hasRemaining()) {
      return Action.SUCCEEDED;
    }
    int length = Math.min(PIECE_BYTES, body.remaining());
    ByteBuffer piece = body.slice(body.position(), length);
    body.position(body.position() + length);
    end = scheduler.schedule(this::giveUp, limit.toMillis(), TimeUnit.MILLISECONDS);
    response.write(!body.hasRemaining(), piece, this);
    return Action.SCHEDULED;
  }

  /** Fails the write that waits for the client. */
  private void giveUp() {
    client.close(new IOException("The client did not take its response in time."));
  }

  @Override
  protected void onSuccess() {
    cancel();
  }

  @Override
  protected void onFailure(Throwable cause) {
    cancel();
    super.onFailure(cause);
  }

  private void cancel() {
    if (end != null) {
      end.cancel();
    }
  }
}
