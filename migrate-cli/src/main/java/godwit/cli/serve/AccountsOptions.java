package godwit.cli.serve;

import godwit.cli.session.ExitCode;
import godwit.cli.session.Failure;
import godwit.cli.session.Session;
import godwit.sync.auth.TokenSecrets;
import godwit.tokenserver.AccountPolicy;
import godwit.tokenserver.oauth.OAuthSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose accounts a server hands out tokens to, and what it believes of them. */
public final class AccountsOptions {
  private static final String SECRET_VARIABLE = "GODWIT_METRICS_HASH_SECRET";

  @Option(
      names = "--oauth-server",
      paramLabel = "URL",
      description =
          "Whose access tokens are exchanged for storage tokens. Default: Mozilla's accounts, or"
              + " nobody to ask with --oauth-keys-file.")
  private @Nullable String oauthServer;

  @Option(
      names = "--oauth-keys-file",
      paramLabel = "FILE",
      description =
          "The public keys of that server, a JSON Web Key or a set of them. Access tokens are then"
              + " judged by these; without --oauth-server no request leaves for another server."
              + " Default: fetched from it.")
  private @Nullable String keysFile;

  @Option(
      names = "--email-domain",
      paramLabel = "DOMAIN",
      defaultValue = AccountPolicy.MOZILLA_DOMAIN,
      description =
          "What follows @ in the tokenserver's table of users. Default: ${DEFAULT-VALUE}.")
  private String emailDomain = "";

  @Option(names = "--no-new-users", description = "Hand out tokens to known accounts only.")
  private boolean noNewUsers;

  @Option(
      names = "--webhook",
      paramLabel = "MODE",
      description =
          "Take the accounts server's events at /1.0/webhooks/fxa/events: apply retires deleted"
              + " accounts and refuses sign-ins from before a changed password, count only counts"
              + " them. Default: not taken.")
  @Nullable Webhook webhook;

  @Option(
      names = "--webhook-issuer",
      paramLabel = "ISSUER",
      description = "Who must have made an event (its iss). Default: whoever has the keys.")
  @Nullable String webhookIssuer;

  @Option(
      names = "--webhook-client",
      paramLabel = "ID",
      description = "Whom an event must be for (its aud). Default: anybody.")
  @Nullable String webhookClient;

  @Option(
      names = "--metrics-hash-secret-file",
      paramLabel = "FILE",
      description =
          "The secret that hides accounts in hashed_fxa_uid. Default:"
              + " $GODWIT_METRICS_HASH_SECRET, else the file that"
              + " $GODWIT_METRICS_HASH_SECRET_FILE names, else derived from the master secret.")
  private @Nullable String secretFile;

  /** What is done about events of accounts. */
  enum Webhook {
    /** Written to the tokenserver's database. */
    apply,
    /** Verified and counted. */
    count
  }

  /** Finds what is wrong in these options alone; reads the file of keys. */
  void check(boolean handsOutTokens, boolean forbidden, Session session) {
    if (!handsOutTokens) {
      String mend = forbidden ? "leave out --no-tokenserver" : "add --tokenserver";
      given()
          .findFirst()
          .ifPresent(
              option -> {
                throw Failure.usage(
                    "%s is for a server that hands out tokens; %s, or leave %1$s out."
                        .formatted(option, mend));
              });
    }
    if (webhook == null && (webhookIssuer != null || webhookClient != null)) {
      throw Failure.usage(
          "--webhook-issuer and --webhook-client are for --webhook; add it, or leave them out.");
    }
    policy();
    oauth(session);
  }

  private Stream<String> given() {
    return Stream.of(
            oauthServer == null ? "" : "--oauth-server",
            keysFile == null ? "" : "--oauth-keys-file",
            emailDomain.equals(AccountPolicy.MOZILLA_DOMAIN) ? "" : "--email-domain",
            noNewUsers ? "--no-new-users" : "",
            webhook == null ? "" : "--webhook",
            secretFile == null ? "" : "--metrics-hash-secret-file")
        .filter(option -> !option.isEmpty());
  }

  AccountPolicy policy() {
    AccountPolicy policy = AccountPolicy.DEFAULT.withEmailDomain(emailDomain);
    return noNewUsers ? policy.withoutNewUsers() : policy;
  }

  OAuthSettings oauth(Session session) {
    List<String> keys = keysFile == null ? List.of() : keys(session.resolve(keysFile));
    URI mozilla = keysFile == null ? OAuthSettings.MOZILLA : null;
    URI server = oauthServer == null ? mozilla : OAuthSettings.server(oauthServer);
    return new OAuthSettings(server, OAuthSettings.DEFAULT_LIMIT, keys);
  }

  private static List<String> keys(Path file) {
    try {
      List<String> keys = OAuthSettings.keys(Files.readString(file));
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("a set without keys");
      }
      // Judged here, where the file can be named.
      return new OAuthSettings(null, OAuthSettings.DEFAULT_LIMIT, keys).keys();
    } catch (IllegalArgumentException e) {
      throw Failure.precondition("The file '%s': %s.".formatted(file, e.getMessage()));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.PRECONDITION, "The file of keys '%s' cannot be read.".formatted(file), e);
    }
  }

  /** Hides accounts in telemetry, and hides each in the same way after a restart. */
  String metricsSecret(TokenSecrets masters, Session session) {
    String text = session.environment().get(SECRET_VARIABLE);
    if (secretFile == null && text != null) {
      return filled(text, "The environment variable " + SECRET_VARIABLE);
    }
    String named =
        secretFile == null ? session.environment().get(SECRET_VARIABLE + "_FILE") : secretFile;
    return named == null ? masters.derived("metrics-hash") : read(session.resolve(named));
  }

  private static String read(Path file) {
    try {
      return filled(Files.readString(file).strip(), "The file '" + file + "'");
    } catch (IOException e) {
      throw new Failure(
          ExitCode.PRECONDITION,
          "The metrics hash secret's file '%s' cannot be read.".formatted(file),
          e);
    }
  }

  private static String filled(String secret, String place) {
    if (secret.isBlank()) {
      throw Failure.precondition(place + " holds no metrics hash secret.");
    }
    return secret;
  }
}
