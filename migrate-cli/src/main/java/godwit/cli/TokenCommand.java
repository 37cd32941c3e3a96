package godwit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import godwit.cli.serve.DataFolder;
import godwit.cli.serve.MasterSecrets;
import godwit.cli.serve.TokenRequest;
import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Result;
import godwit.cli.session.Session;
import godwit.cli.session.ShellWord;
import godwit.model.FxaKid;
import godwit.sync.SyncUser;
import godwit.sync.auth.TokenSecrets;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a token, and signs a request with it. */
@Command(
    name = "token",
    description = {
      "Make a storage token with the master secret, and sign one request with it.",
      "",
      "For trials and tests: whoever has the token is that user until it expires. Prints the token"
          + " (id), its key, and a curl command that is ready to run."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  godwit token",
      "  godwit token PUT storage/trial/first --body '{\"payload\": \"hello\"}'",
      "  curl -H \"Authorization: $(godwit token --header)\" \\",
      "    http://127.0.0.1:8000/1.5/1000000000/info/collections"
    })
final class TokenCommand implements Callable<Integer> {
  private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE");
  private static final long MAX_UID = 9_999_999_999L;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Session session;

  @Mixin private MasterSecrets secrets = new MasterSecrets();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "METHOD",
      defaultValue = "GET",
      description = "GET, PUT, POST or DELETE. Default: ${DEFAULT-VALUE}.")
  private String method = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      defaultValue = "info/collections",
      description = "What follows /1.5/UID/, with its query. Default: ${DEFAULT-VALUE}.")
  private String path = "";

  @Option(
      names = "--uid",
      paramLabel = "N",
      defaultValue = "1000000000",
      description = "The user's number. Default: ${DEFAULT-VALUE}, which nobody has.")
  private long uid;

  @Option(
      names = "--fxa-uid",
      paramLabel = "HEX",
      description = "The account, by which Spanner finds the user. Default: made of the uid.")
  private @Nullable String fxaUid;

  @Option(
      names = "--fxa-kid",
      paramLabel = "KID",
      description = "The account's key, 13 digits, a dash and base64url. Default: made of the uid.")
  private @Nullable String fxaKid;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "How long the token is good for. Default: ${DEFAULT-VALUE}.")
  private long duration;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8000",
      description = "Where clients reach the server. Default: ${DEFAULT-VALUE}.")
  private String url = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder of a server without --storage, whose secret is used unless another one is"
              + " configured.")
  private @Nullable String data;

  @Option(names = "--body", paramLabel = "JSON", description = "A body for the curl command.")
  private @Nullable String body;

  @Option(
      names = "--header",
      description = "Print nothing but the value of the Authorization header.")
  private boolean headerOnly;

  TokenCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    TokenRequest request = request();
    TokenRequest.Signed signed = request.sign(masters(), Clock.systemUTC());
    if (headerOnly && !session.isJson()) {
      session.out().println(signed.authorization());
      return ExitCode.DONE.status();
    }
    return session.finish(
        "token", Result.of(ExitCode.DONE, report(request, signed), text(request, signed)));
  }

  private TokenRequest request() {
    String verb = method.toUpperCase(Locale.ROOT);
    require(
        METHODS.contains(verb), "No such method: '" + method + "'; use GET, PUT, POST or DELETE.");
    require(uid >= 1 && uid <= MAX_UID, "The uid " + uid + " is not within 1 to " + MAX_UID + ".");
    checkKey();
    checkBody(verb);
    require(duration >= 1, "--duration " + duration + " is below 1.");
    String base = url.replaceAll("/+$", "");
    require(isUrl(base), "Not a URL: '" + url + "'; expected http://HOST:PORT or https://HOST.");
    String relative = path.replaceFirst("^/+", "");
    require(isUrl(base + "/" + relative), "Not a path: '" + path + "'; percent-encode it.");
    return new TokenRequest(
        new SyncUser(
            uid,
            fxaUid == null ? TokenRequest.accountOf(uid) : fxaUid.toLowerCase(Locale.ROOT),
            fxaKid == null ? TokenRequest.kidOf(uid) : fxaKid),
        base,
        verb,
        relative,
        duration);
  }

  private void checkKey() {
    require(
        fxaUid == null || fxaUid.matches("[0-9A-Fa-f]{32}"),
        "--fxa-uid: '" + fxaUid + "' is no account; write its 32 hex digits.");
    try {
      if (fxaKid != null) {
        FxaKid.parse(fxaKid);
      }
    } catch (IllegalArgumentException e) {
      throw Failure.usage(
          "--fxa-kid: '" + fxaKid + "' is no key; write 13 digits, a dash and base64url.");
    }
  }

  /** The body itself is not repeated: it is a payload. */
  private void checkBody(String verb) {
    if (body == null) {
      return;
    }
    require(!verb.equals("GET"), "--body goes with PUT or POST; a GET has none.");
    try {
      require(!JSON.readTree(body).isMissingNode(), "--body is empty; write JSON.");
    } catch (JsonProcessingException e) {
      throw Failure.usage("--body is not JSON; check its quotes and braces.");
    }
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw Failure.usage(sentence);
    }
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = URI.create(text);
      return uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** As a server finds them: a secret that is configured goes before the one in a folder. */
  private TokenSecrets masters() {
    var configured = secrets.configured(session);
    if (configured.isPresent()) {
      return configured.get().secrets();
    }
    Path folder = data == null ? DataFolder.usual(session.environment()) : session.resolve(data);
    Path file = new DataFolder(folder).secretFile();
    if (!Files.exists(file)) {
      throw Failure.precondition(
          "No master secret: set GODWIT_MASTER_SECRET, name a file with --master-secret-file, or run '%s serve' once, which makes one in '%s'."
              .formatted(session.command(), file));
    }
    return MasterSecrets.read(file);
  }

  private Map<String, Object> report(TokenRequest request, TokenRequest.Signed signed) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("id", signed.credentials().id());
    report.put("key", signed.credentials().key());
    report.put("uid", request.user().uid());
    report.put("expires", signed.expires());
    report.put("method", request.method());
    report.put("url", signed.uri().toString());
    report.put("authorization", signed.authorization());
    report.put("curl", curl(request, signed));
    return report;
  }

  private String text(TokenRequest request, TokenRequest.Signed signed) {
    return """
        id       %s
        key      %s
        expires  %s

        %s
        """
        .formatted(
            signed.credentials().id(),
            signed.credentials().key(),
            Instant.ofEpochSecond(signed.expires()),
            curl(request, signed));
  }

  private String curl(TokenRequest request, TokenRequest.Signed signed) {
    String verb = request.method().equals("GET") ? "" : " -X " + request.method();
    String upload =
        body == null ? "" : " -H 'Content-Type: application/json' -d " + ShellWord.quoted(body);
    return "curl%s -H %s%s %s"
        .formatted(
            verb,
            ShellWord.quoted("Authorization: " + signed.authorization()),
            upload,
            ShellWord.quoted(signed.uri().toString()));
  }
}
