package godwit.cli.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import godwit.cli.session.Session;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a server says once it is ready. */
public final class ServeText {
  private ServeText() {}

  /** One line of JSON for machines; for people what to do next. */
  public static String ready(Serving.Ready ready, Session session) {
    return session.isJson() ? json(ready) : text(ready, session);
  }

  private static String json(Serving.Ready ready) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("command", "serve");
    line.put("outcome", "ready");
    line.put("url", ready.url());
    line.put("port", ready.port());
    line.put("storage", ready.storage());
    line.put("tokenserver", ready.tokens() ? tokenUrl(ready) : null);
    line.put("pid", ProcessHandle.current().pid());
    try {
      return new ObjectMapper().writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }

  private static String text(Serving.Ready ready, Session session) {
    var text = new StringBuilder();
    text.append("Serving Sync 1.5 at ").append(ready.url()).append('\n');
    text.append("  storage      ").append(ready.storage()).append('\n');
    DataFolder folder = ready.folder();
    if (folder != null) {
      text.append("  data         ").append(folder.path()).append('\n');
    }
    Path secret = ready.secretFile();
    String variable = "$" + MasterSecrets.VARIABLE;
    text.append("  secret       ").append(secret == null ? variable : secret).append('\n');
    if (ready.tokens()) {
      text.append("\nIn Firefox, open about:config before signing in, and set\n");
      text.append("  identity.sync.tokenserver.uri = ").append(tokenUrl(ready)).append('\n');
    }
    text.append("\nTo try it from a shell");
    text.append(secret == null ? " with the same " + variable + ":\n" : ":\n");
    text.append(TokenRequest.example(ready, session));
    text.append("\nCtrl-C ends it.\n");
    return text.toString();
  }

  private static String tokenUrl(Serving.Ready ready) {
    return ready.url() + "/1.0/sync/1.5";
  }
}
