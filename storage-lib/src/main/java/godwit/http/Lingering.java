package godwit.http;

import java.io.IOException;
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
  private final PatientConnector connector;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * Begins when the answer is sent, and is over after the idle time of the connector.
   *
   * @param request is over when the rest of its body was thrown away
   */
  Lingering(Callback request, ArrivingBody body, PatientConnector connector) {
    super(request);
    this.body = body;
    this.connector = connector;
  }

  @Override
  public void succeeded() {
    Scheduler.Task end = endWithin(connector.getIdleTimeout());
    connector.begin(this);
    discard(end);
  }

  /** Gives up after so many milliseconds, if that is not over by then. */
  Scheduler.Task endWithin(long millis) {
    return connector
        .getScheduler()
        .schedule(
            () -> giveUp("The rest of a refused body did not arrive in time."),
            millis,
            TimeUnit.MILLISECONDS);
  }

  private void discard(Scheduler.Task end) {
    if (ended.get()) {
      return;
    }
    switch (body.discardArrived()) {
      case AWAITED -> body.onMore(() -> discard(end));
      case NOTHING -> {
        end.cancel();
        if (isEndedNow()) {
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
    if (isEndedNow()) {
      super.failed(new IOException(reason));
    }
  }

  /** Whether the caller is the one that ends it. */
  private boolean isEndedNow() {
    connector.end(this);
    return ended.compareAndSet(false, true);
  }
}
