package godwit.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty answers by itself, to what is no HTTP or comes too late: the JSON number 0 that Sync
 * clients expect of an error, and never a page that quotes the request. The connection ends with
 * it, and the client must be told: Jetty reads nothing more, and does not always say so itself.
 */
final class BareErrors extends ErrorHandler {
  private static final byte[] BODY = "0".getBytes(StandardCharsets.US_ASCII);
  private static final String TYPE = "application/json";

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, BODY.length);
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    response.write(true, ByteBuffer.wrap(BODY), callback);
    return true;
  }
}
