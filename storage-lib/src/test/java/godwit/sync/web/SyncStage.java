package godwit.sync.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import godwit.http.HttpEndpoint;
import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import godwit.http.RequestMemory;
import godwit.sync.ManualClock;
import godwit.sync.SyncStorage;
import godwit.sync.SyncUser;
import godwit.sync.auth.AuthRefusal;
import godwit.sync.auth.Authenticator;
import godwit.sync.auth.ProxyHeaders;
import godwit.sync.auth.RequestSigner;
import godwit.sync.auth.TokenClaims;
import godwit.sync.auth.TokenSecrets;
import godwit.sync.memory.MemoryDatabase;
import godwit.sync.memory.MemoryStorage;
import godwit.sync.protocol.ServerLimits;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The endpoints over the reference storage, and one user who sends signed requests. */
public final class SyncStage {
  static final long START_MILLIS = 1_900_000_000_000L;
  static final ServerVersion VERSION = new ServerVersion("src", "1.2.3", "abc", "");
  static final WebSettings SETTINGS = WebSettings.of(ServerLimits.DEFAULT, VERSION);
  static final SyncUser USER = new SyncUser(42, "aaaa", "0000000000001-kid");
  private static final String HOST = "sync.test";

  final ManualClock clock = new ManualClock(START_MILLIS);
  final MemoryDatabase database = new MemoryDatabase();
  final List<String> heard = new ArrayList<>();

  /** What a request may take. */
  RequestMemory memory = RequestMemory.UNBOUNDED;

  private final SyncStorage storage;
  private final HttpEndpoint endpoints;
  private final RequestSigner signer;

  SyncStage() {
    this(SETTINGS);
  }

  SyncStage(WebSettings settings) {
    this(settings, USER);
  }

  SyncStage(WebSettings settings, SyncUser tokenUser) {
    this(settings, tokenUser, null);
  }

  /** Every session runs twice, as after an aborted transaction: nothing may tell. */
  private SyncStage(WebSettings settings, SyncUser tokenUser, @Nullable SyncStorage other) {
    this.storage = other == null ? MemoryStorage.abortingFirstRuns(database, clock) : other;
    this.endpoints = endpoints(settings);
    this.signer =
        new RequestSigner(TokenClaims.of(tokenUser, "https://" + HOST, START_MILLIS / 1000 + 3600));
  }

  /** The same endpoints and the same user over another storage; the clock is another one. */
  SyncStage over(SyncStorage other) {
    return new SyncStage(SETTINGS, USER, other);
  }

  HttpEndpoint endpoints() {
    return endpoints;
  }

  /** The header that signs a request without a body. */
  String authorization(String method, String target, String authority) {
    return signer.header(method, target, authority, clock.millis() / 1000, "");
  }

  SyncStorage storage() {
    return storage;
  }

  private HttpEndpoint endpoints(WebSettings settings) {
    var authenticator =
        new Authenticator(
            TokenSecrets.of(List.of(RequestSigner.SECRET)), ProxyHeaders.IGNORED, clock);
    var hearing = new Hearing(heard);
    return new Admission(
        new SyncEndpoints(storage, authenticator, settings, hearing, clock), hearing);
  }

  /** Writes down what it hears. */
  private record Hearing(List<String> heard) implements RequestListener {
    @Override
    public void answered(String route, int status, Duration took) {
      heard.add(route + " " + status);
    }

    @Override
    public void conflict() {
      heard.add("conflict");
    }

    @Override
    public void quotaReached(boolean refused) {
      heard.add("quota " + refused);
    }

    @Override
    public void senderRefused(AuthRefusal.Kind kind) {
      heard.add("sender " + kind);
    }

    @Override
    public void agentRefused() {
      heard.add("agent");
    }

    @Override
    public void held(boolean served) {
      heard.add("held " + served);
    }
  }

  HttpResponse get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  HttpResponse delete(String path, String... headers) {
    return send("DELETE", path, "", headers);
  }

  HttpResponse put(String path, String body, String... headers) {
    return send("PUT", path, body, headers);
  }

  HttpResponse post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  /** Ten milliseconds later, so that times tell requests apart. */
  SyncStage later() {
    clock.advance(10);
    return this;
  }

  /**
   * Sends a signed request.
   *
   * @param path below the user's root
   * @param headers names and values by turns; an empty value leaves a default header out
   */
  HttpResponse send(String method, String path, String body, String... headers) {
    return sendTo(method, "/1.5/" + USER.uid() + path, body, headers);
  }

  HttpResponse sendTo(String method, String target, String body, String... headers) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("host", List.of(HOST));
    if (!body.isEmpty()) {
      all.put("content-type", List.of("application/json"));
    }
    all.put(
        "authorization",
        List.of(signer.header(method, target, HOST, clock.millis() / 1000, hash(headers, body))));
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i + 1].isEmpty()) {
        all.remove(headers[i].toLowerCase(Locale.ROOT));
      } else {
        all.put(headers[i].toLowerCase(Locale.ROOT), List.of(headers[i + 1]));
      }
    }
    HttpRequest bare = request(method, target, all, body.getBytes(UTF_8));
    return endpoints.answer(
        new HttpRequest(
            bare.method(),
            bare.rawPath(),
            bare.rawQuery(),
            all,
            bare.scheme(),
            bare.body(),
            memory));
  }

  /** A pretended header that makes the client sign its body, or another one. */
  private static String hash(String[] headers, String body) {
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equals("x-sign-body")) {
        String signed = headers[i + 1].equals("right") ? body : "other";
        return RequestSigner.hash("application/json", signed.getBytes(UTF_8));
      }
    }
    return "";
  }

  static HttpRequest request(
      String method, String target, Map<String, List<String>> headers, byte[] body) {
    int query = target.indexOf('?');
    return new HttpRequest(
        method,
        query < 0 ? target : target.substring(0, query),
        query < 0 ? null : target.substring(query + 1),
        headers,
        "https",
        new ByteArrayInputStream(body));
  }

  static String text(HttpResponse response) {
    return new String(response.body(), UTF_8);
  }

  /** Status and body, as in {@code 400 8}. */
  public static String brief(HttpResponse response) {
    return (response.status() + " " + text(response)).strip();
  }

  static String modified(HttpResponse response) {
    return response.headers().getOrDefault("X-Last-Modified", "");
  }

  /** The time that the clock shows, after so many steps of ten milliseconds. */
  static String time(int steps) {
    return godwit.model.SyncTimestamp.ofMillis(START_MILLIS + 10L * steps).wire();
  }
}
