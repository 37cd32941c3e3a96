package godwit.http;

import godwit.http.ArrivingBody.Rest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands Jetty's requests to an endpoint, and its responses back. */
final class EndpointHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointHandler.class);

  private final HttpEndpoint endpoint;
  private final PatientConnector connector;
  private final Duration bodyTimeout;
  private final MemoryBudget budget;

  /**
   * Handles requests of one connector.
   *
   * @param bodyTimeout how long a body may take to arrive that the endpoint reads, and a piece of a
   *     large one to be fetched
   * @param budget what all bodies together may take
   */
  EndpointHandler(
      HttpEndpoint endpoint,
      PatientConnector connector,
      Duration bodyTimeout,
      MemoryBudget budget) {
    this.endpoint = endpoint;
    this.connector = connector;
    this.bodyTimeout = bodyTimeout;
    this.budget = budget;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    connector.begin(request);
    var body = new ArrivingBody(request, bodyTimeout);
    RequestMemory memory = budget.open();
    // Also if something fails that nobody has thought of.
    Request.addCompletionListener(request, failure -> memory.close());
    HttpResponse answer = answer(request, body, memory);
    Rest rest = rest(request, body);
    if (getServer().isStopping() || rest != Rest.NOTHING) {
      // What the client may still send of its body would be read as its next request.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    // The answer does not wait for the rest of a body, which clients may send as slowly as can be.
    Callback written = rest == Rest.AWAITED ? new Lingering(callback, body, connector) : callback;
    send(answer, request, response, Callback.from(memory::close, written));
    return true;
  }

  /** Takes memory for the response, until it is written: its client may take its time. */
  private HttpResponse answer(Request request, ArrivingBody body, RequestMemory memory) {
    try {
      HttpResponse answer = endpoint.answer(toRequest(request, body, memory));
      memory.holdOnly(answer.body().length);
      return answer;
    } catch (OverloadedException e) {
      memory.close();
      return OverloadedException.response();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.error("An endpoint failed: {}", FailureTrace.of(e));
      return HttpResponse.json(500, "0");
    }
  }

  private static HttpRequest toRequest(Request request, ArrivingBody body, RequestMemory memory) {
    String target = RawTarget.of(request);
    int query = target.indexOf('?');
    return new HttpRequest(
        request.getMethod().toUpperCase(Locale.ROOT),
        query < 0 ? target : target.substring(0, query),
        query < 0 ? null : target.substring(query + 1),
        headers(request.getHeaders()),
        request.isSecure() ? "https" : "http",
        body,
        memory);
  }

  private static Map<String, List<String>> headers(HttpFields fields) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpField field : fields) {
      String value = field.getValue();
      headers
          .computeIfAbsent(field.getLowerCaseName(), name -> new ArrayList<>(1))
          .add(value == null ? "" : value);
    }
    return headers;
  }

  /** A client that waits for leave to send its body is not given it only to throw it away. */
  private static Rest rest(Request request, ArrivingBody body) {
    boolean waits = request.getHeaders().contains(HttpHeader.EXPECT, "100-continue");
    return waits && !body.isBegun() ? Rest.GIVEN_UP : body.discardArrived();
  }

  private void send(HttpResponse answer, Request request, Response response, Callback callback) {
    response.setStatus(answer.status());
    HttpFields.Mutable headers = response.getHeaders();
    answer.headers().forEach(headers::put);
    if (answer.contentType() != null) {
      headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
    }
    if (answer.status() != 304 && answer.status() != 204) {
      headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    }
    if (answer.body().length <= MemoryBudget.FREE_BYTES) {
      response.write(true, ByteBuffer.wrap(answer.body()), callback);
    } else {
      new SteadyResponse(request, response, answer.body(), bodyTimeout, callback).iterate();
    }
  }
}
