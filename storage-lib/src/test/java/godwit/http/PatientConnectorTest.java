package godwit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits of idle connections while a server closes. */
class PatientConnectorTest {
  private static final Duration USUAL = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final PatientConnector connector =
      new PatientConnector(new Server(), 1, 1, new HttpConnectionFactory(), SHORT);

  private final EventfulEndPoint end = new EventfulEndPoint();

  @BeforeEach
  void connect() {
    connector.setIdleTimeout(USUAL.toMillis());
    connector.onEndPointOpened(end);
  }

  /** A connection to which something happens just before its limit is set. */
  private static final class EventfulEndPoint extends ByteArrayEndPoint {
    private @Nullable Runnable event;

    void beforeNextLimit(Runnable event) {
      this.event = event;
    }

    @Override
    public void setIdleTimeout(long millis) {
      Runnable next = event;
      event = null;
      if (next != null) {
        next.run();
      }
      super.setIdleTimeout(millis);
    }
  }

  @Test
  void requestThatBeginsWhileTheLimitIsSet_hasTheUsualOne() {
    end.beforeNextLimit(() -> connector.begin(end, "request"));
    shutDown();

    assertThat(end.getIdleTimeout()).isEqualTo(USUAL.toMillis());
    connector.end(end, "request");
    assertThat(end.getIdleTimeout()).isEqualTo(SHORT.toMillis());
  }

  @Test
  void requestThatEndsWhileTheLimitIsSet_leavesTheShortOne() {
    connector.begin(end, "request");
    end.beforeNextLimit(() -> connector.end(end, "request"));
    shutDown();

    assertThat(end.getIdleTimeout()).isEqualTo(SHORT.toMillis());
  }

  private void shutDown() {
    var unused = connector.shutdown();
  }
}
