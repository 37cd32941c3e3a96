package godwit.tokenserver.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import godwit.http.HttpResponse;
import godwit.storage.StorageException;
import godwit.tokenserver.Accounts;
import godwit.tokenserver.TokenserverRefusal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What operators and load balancers ask a tokenserver that runs alone.
 *
 * @param version what {@code __version__} tells: source, version, commit, build
 */
record Operations(Map<String, String> version) {

  Operations {
    version = Map.copyOf(version);
  }

  /** Empty for other paths. */
  Optional<HttpResponse> answer(String path, Accounts accounts) {
    return switch (path) {
      case "/__heartbeat__" -> Optional.of(heartbeat(accounts));
      case "/__lbheartbeat__" -> Optional.of(HttpResponse.json(200, "{}"));
      case "/__version__" -> Optional.of(HttpResponse.json(200, versionBody().toString()));
      default -> Optional.empty();
    };
  }

  private ObjectNode versionBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(version).forEach(body::put);
    return body;
  }

  private HttpResponse heartbeat(Accounts accounts) {
    boolean reachable = isReachable(accounts);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("version", version.getOrDefault("version", ""))
        .put("database", reachable ? "Ok" : "Unknown")
        .put("status", reachable ? "Ok" : "Err");
    return HttpResponse.json(reachable ? 200 : 503, body.toString());
  }

  private static boolean isReachable(Accounts accounts) {
    try {
      accounts.verifyReachable();
      return true;
    } catch (StorageException | TokenserverRefusal e) {
      return false;
    }
  }
}
