package godwit.tokenserver.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import godwit.tokenserver.oauth.TestIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request for a token, put together header by header. */
record TokenRequests(
    String method, String path, @Nullable String query, Map<String, List<String>> headers) {
  static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final String ACCOUNT = "0123456789abcdef0123456789abcdef";
  static final long GENERATION = 1_700_000_000_123L;

  /** Client state 00112233445566778899aabbccddeeff. */
  static final String KEY_ID = "1700000000123-ABEiM0RVZneImaq7zN3u_w";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A good one. */
  static TokenRequests good() {
    return new TokenRequests("GET", "/1.0/sync/1.5", null, Map.of())
        .with("Authorization", "Bearer " + accessToken(GENERATION))
        .with("X-KeyID", KEY_ID);
  }

  static String accessToken(long generation) {
    return TestIssuer.CURRENT.accessToken(ACCOUNT, generation, NOW.getEpochSecond() + 60);
  }

  TokenRequests with(String header, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    more.put(header.toLowerCase(java.util.Locale.ROOT), List.of(value));
    return new TokenRequests(method, path, query, more);
  }

  TokenRequests without(String header) {
    Map<String, List<String>> fewer = new LinkedHashMap<>(headers);
    fewer.remove(header.toLowerCase(java.util.Locale.ROOT));
    return new TokenRequests(method, path, query, fewer);
  }

  TokenRequests withGeneration(long generation) {
    return with("Authorization", "Bearer " + accessToken(generation));
  }

  TokenRequests to(String path) {
    return new TokenRequests(method, path, query, headers);
  }

  TokenRequests withMethod(String method) {
    return new TokenRequests(method, path, query, headers);
  }

  TokenRequests withQuery(String query) {
    return new TokenRequests(method, path, query, headers);
  }

  HttpResponse sentTo(TokenserverEndpoints endpoints) {
    return endpoints.answer(
        new HttpRequest(method, path, query, headers, "https", InputStream.nullInputStream()));
  }

  static JsonNode json(HttpResponse response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
