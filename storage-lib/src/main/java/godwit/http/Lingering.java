package godwit.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
  private boolean ended;

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

  /**
   * Gives up after so many milliseconds, if that is not over by then. The body is told, and whoever
   * reads it ends the request. Telling it reads what has arrived, so nobody may read meanwhile: two
   * threads in one of Jetty's connections could give a buffer back twice.
   */
  Scheduler.Task endWithin(long millis) {
    return connector.getScheduler().schedule(this::breakOff, millis, TimeUnit.MILLISECONDS);
  }

  private synchronized void breakOff() {
    if (!ended) {
      body.breakOff("The rest of a refused body did not arrive in time.");
    }
  }

  private synchronized void discard(Scheduler.Task end) {
    switch (body.discardArrived()) {
      case AWAITED -> body.onMore(() -> discard(end));
      case NOTHING -> {
        end(end);
        super.succeeded();
      }
      case GIVEN_UP -> {
        end(end);
        // The answer is sent; what fails is only what is left of the connection.
        super.failed(new IOException("The rest of a refused body is too long, or broke off."));
      }
    }
  }

  private void end(Scheduler.Task task) {
    ended = true;
    task.cancel();
    connector.end(this);
  }
}
