package godwit.tokenserver.oauth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the accounts server over HTTP. Safe to share between threads. */
final class AccountsServer {
  private static final int LONGEST_BODY = 256 * 1024;
  private static final String JSON = "application/json";

  private final URI server;
  private final Duration limit;
  private final HttpClient client;

  /**
   * An answer of any status.
   *
   * @param body its text, without what it is that was asked
   */
  record Answer(int status, String body) {
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  AccountsServer(URI server, Duration limit) {
    this.server = server;
    this.limit = limit;
    // HTTP/1.1: against a plain-text server the client would first ask for an upgrade. Redirects
    // are not followed: a token goes to the configured server only.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit)
            .build();
  }

  URI uri(String path) {
    return URI.create(server.toString().replaceAll("/+$", "") + path);
  }

  /** Reads a resource; throws if there is no whole answer in time. */
  Answer get(String path) throws IOException {
    return send(HttpRequest.newBuilder(uri(path)).header("Accept", JSON).GET().build());
  }

  /** Posts a JSON text; throws if there is no whole answer in time. */
  Answer post(String path, String json) throws IOException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", JSON)
            .header("Accept", JSON)
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  /** The client's own limit ends with the answer's headers; this one covers the body too. */
  private Answer send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> pending =
        client.sendAsync(request, head -> new BoundedBody(LONGEST_BODY));
    try {
      HttpResponse<byte[]> response = pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + limit.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new IOException("no answer: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      pending.cancel(true);
    }
  }
}
