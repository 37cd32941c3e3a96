package godwit.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Keeps a connection for a while after an answer that did not wait for the whole body. Closing it
 * on a client that is still sending makes its system drop the answer. Holds no thread meanwhile, so
 * that clients who never send what they announced keep nobody else waiting.
 */
final class Lingering extends Callback.Nested {
  private final ArrivingBody body;
  private final Scheduler scheduler;
  private final Duration limit;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * Begins when the answer is sent.
   *
   * @param request is over when the rest of its body was thrown away
   */
  Lingering(Callback request, ArrivingBody body, Scheduler scheduler, Duration limit) {
    super(request);
    this.body = body;
    this.scheduler = scheduler;
    this.limit = limit;
  }

  @Override
  public void succeeded() {
    Scheduler.Task end =
        scheduler.schedule(
            () -> giveUp("The rest of a refused body did not arrive in time."),
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    discard(end);
  }

  private void discard(Scheduler.Task end) {
    if (ended.get()) {
      return;
    }
    switch (body.discardArrived()) {
      case AWAITED -> body.onMore(() -> discard(end));
      case NOTHING -> {
        end.cancel();
        if (ended.compareAndSet(false, true)) {
          super.succeeded();
        }
      }
      case GIVEN_UP -> {
        end.cancel();
        giveUp("The rest of a refused body is too long, or broke off.");
      }
    }
  }

  /** The answer is sent; what fails is only what is left of the connection. */
  private void giveUp(String reason) {
    if (ended.compareAndSet(false, true)) {
      super.failed(new IOException(reason));
    }
  }
}
