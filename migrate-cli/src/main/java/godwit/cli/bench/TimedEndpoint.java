package godwit.cli.bench;

import godwit.http.HttpEndpoint;
import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import godwit.sync.auth.Authenticator;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The endpoints, timed. Authentication happens deep within them; it is timed by doing it once more,
 * outside of the measured time, for one request of many.
 */
final class TimedEndpoint implements HttpEndpoint {
  private static final int SAMPLED = 16;

  private final HttpEndpoint endpoint;
  private final Authenticator authenticator;
  private final TimeShares shares;
  private final AtomicLong requests = new AtomicLong();

  TimedEndpoint(HttpEndpoint endpoint, Authenticator authenticator, TimeShares shares) {
    this.endpoint = endpoint;
    this.authenticator = authenticator;
    this.shares = shares;
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    HttpRequest timed = request.withBody(new TimedBody(request.body(), shares));
    long begun = System.nanoTime();
    HttpResponse answer = endpoint.answer(timed);
    shares.request(System.nanoTime() - begun);
    if (requests.incrementAndGet() % SAMPLED == 0) {
      long again = System.nanoTime();
      authenticator.authenticate(request);
      shares.signature(System.nanoTime() - again);
    }
    return answer;
  }

  /** An upload, with the time spent reading it. */
  private static final class TimedBody extends FilterInputStream {
    private final TimeShares shares;

    TimedBody(InputStream in, TimeShares shares) {
      super(in);
      this.shares = shares;
    }

    @Override
    public int read() throws IOException {
      long begun = System.nanoTime();
      int read = in.read();
      shares.body(System.nanoTime() - begun);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      long begun = System.nanoTime();
      int read = in.read(bytes, offset, length);
      shares.body(System.nanoTime() - begun);
      return read;
    }
  }
}
