package godwit.http;

import java.io.IOException;
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
import org.eclipse.jetty.io.Content;
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
  private final Duration bodyTimeout;
  private final MemoryBudget budget;

  EndpointHandler(HttpEndpoint endpoint, Duration bodyTimeout, MemoryBudget budget) {
    this.endpoint = endpoint;
    this.bodyTimeout = bodyTimeout;
    this.budget = budget;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var body = new ArrivingBody(Content.Source.asInputStream(request), bodyTimeout);
    RequestMemory memory = budget.open();
    HttpResponse answer = answer(request, body, memory);
    if (getServer().isStopping() || !isAtEnd(request, body)) {
      // What the client may still send of its body would be read as its next request.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    send(answer, response, Callback.from(memory::close, callback));
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

  /**
   * Reads what an endpoint left of a body, within limits. Closing a connection on a client that is
   * still sending makes its system drop the answer. A client that waits for leave to send its body
   * is not given it only for that.
   */
  private static boolean isAtEnd(Request request, ArrivingBody body) {
    boolean waits = request.getHeaders().contains(HttpHeader.EXPECT, "100-continue");
    if (waits && !body.isBegun()) {
      return false;
    }
    try {
      return body.discardRest();
    } catch (IOException gone) {
      return false;
    }
  }

  private static void send(HttpResponse answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    HttpFields.Mutable headers = response.getHeaders();
    answer.headers().forEach(headers::put);
    if (answer.contentType() != null) {
      headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
    }
    if (answer.status() != 304 && answer.status() != 204) {
      headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    }
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }
}
