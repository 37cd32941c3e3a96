package godwit.tokenserver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How accounts are kept and placed.
 *
 * @param emailDomain what follows {@code @} in the database's emails
 * @param newUsersAllowed whether accounts without a row get one
 * @param fixedNodeId the node that everybody goes to whatever its capacity, or null to choose
 * @param releaseRate the share of a node's capacity that is released at once, above 0 and up to 1
 * @param requestLimit how long the database may take for one request, or null for no limit
 */
public record AccountPolicy(
    String emailDomain,
    boolean newUsersAllowed,
    @Nullable Long fixedNodeId,
    double releaseRate,
    @Nullable Duration requestLimit) {
  /** The domain of Mozilla's accounts server. */
  public static final String MOZILLA_DOMAIN = "api.accounts.firefox.com";

  /** Mozilla's domain, new users welcome, nodes chosen, a tenth released at once, no limit. */
  public static final AccountPolicy DEFAULT =
      new AccountPolicy(MOZILLA_DOMAIN, true, null, 0.1, null);

  /** Rejects what no database could follow. */
  public AccountPolicy {
    if (!emailDomain.matches("[A-Za-z0-9.-]{1,190}")) {
      throw new IllegalArgumentException(
          "not an email domain: '" + emailDomain + "'; give a host name such as " + MOZILLA_DOMAIN);
    }
    if (!(releaseRate > 0 && releaseRate <= 1)) {
      throw new IllegalArgumentException(
          "node capacity release rate: " + releaseRate + " is not above 0 and up to 1");
    }
    if (requestLimit != null && requestLimit.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          "database request timeout: " + requestLimit + " is below a millisecond");
    }
  }

  /** This policy with a node for everybody. */
  public AccountPolicy withFixedNode(long nodeId) {
    return new AccountPolicy(emailDomain, newUsersAllowed, nodeId, releaseRate, requestLimit);
  }

  /** This policy for the accounts of another server. */
  public AccountPolicy withEmailDomain(String domain) {
    return new AccountPolicy(domain, newUsersAllowed, fixedNodeId, releaseRate, requestLimit);
  }

  /** This policy for known accounts only. */
  public AccountPolicy withoutNewUsers() {
    return new AccountPolicy(emailDomain, false, fixedNodeId, releaseRate, requestLimit);
  }

  /** This policy with a limit on the database's time. */
  public AccountPolicy withRequestLimit(Duration limit) {
    return new AccountPolicy(emailDomain, newUsersAllowed, fixedNodeId, releaseRate, limit);
  }

  /** The key of an account in the database. */
  String email(String fxaUid) {
    return fxaUid + "@" + emailDomain;
  }
}
