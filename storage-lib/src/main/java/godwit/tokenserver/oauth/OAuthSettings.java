package godwit.tokenserver.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where tokens come from.
 *
 * @param server the OAuth server, such as {@code https://oauth.accounts.firefox.com}, asked for its
 *     keys if none are set here and about tokens that no key fits; null to ask nobody
 * @param limit how long it may take to answer
 * @param keys its public RSA keys as JSON Web Keys, the current one and the one before or after it;
 *     empty to fetch them
 */
public record OAuthSettings(@Nullable URI server, Duration limit, List<String> keys) {
  /** The OAuth server of Mozilla's accounts. */
  public static final URI MOZILLA = URI.create("https://oauth.accounts.firefox.com");

  /** How long the server may take unless told otherwise. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

  /** Mozilla's accounts, with fetched keys. */
  public static final OAuthSettings DEFAULT = new OAuthSettings(MOZILLA, DEFAULT_LIMIT, List.of());

  /** Rejects settings by which no token could ever be judged. */
  public OAuthSettings {
    keys = List.copyOf(keys);
    if (server == null && keys.isEmpty()) {
      throw new IllegalArgumentException(
          "neither an OAuth server nor a key is set; no token could be verified");
    }
    if (server != null && !List.of("http", "https").contains(String.valueOf(server.getScheme()))) {
      throw new IllegalArgumentException(
          "not an OAuth server: '" + server + "'; expected http:// or https://");
    }
    keys.forEach(PublicKeys::one);
    if (limit.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("OAuth request timeout: " + limit + " is below 1 ms");
    }
  }

  /**
   * Reads keys as configured: one JSON Web Key, or a set of them as servers publish it.
   *
   * @return the keys one by one, not judged yet
   */
  public static List<String> keys(String json) {
    JsonNode tree;
    try {
      tree = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      // Not the cause: it quotes the text, which may be a private key by mistake.
      throw new IllegalArgumentException("neither a JSON Web Key nor a set of them: no JSON");
    }
    if (!tree.isObject()) {
      throw new IllegalArgumentException("neither a JSON Web Key nor a set of them: no object");
    }
    return tree.has("keys")
        ? StreamSupport.stream(tree.get("keys").spliterator(), false)
            .map(JsonNode::toString)
            .toList()
        : List.of(tree.toString());
  }

  /** Reads a server's URL as configured; a slash at the end makes no difference. */
  public static URI server(String url) {
    try {
      return new URI(url.replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an OAuth server: '" + url + "'", e);
    }
  }
}
