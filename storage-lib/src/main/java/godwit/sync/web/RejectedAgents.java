package godwit.sync.web;

import java.util.regex.Pattern;

/**
 * Versions of Firefox for iOS that crash on the headers of a normal response: 1 to 19, as they name
 * themselves on an iPhone.
 */
final class RejectedAgents {
  private static final Pattern VERSION =
      Pattern.compile("Firefox-iOS-Sync/0*([1-9]|1[0-9])\\.[.0-9]++b");
  private static final String PHONE = "; iPhone OS ";

  private RejectedAgents() {}

  /**
   * Whether the client is one of them. What follows the version is searched step by step: as one
   * pattern it would take a hostile header forever.
   */
  static boolean isRejected(String agent) {
    var version = VERSION.matcher(agent);
    if (!version.lookingAt()) {
      return false;
    }
    int device = agent.indexOf(" (", version.end());
    int phone = device < 0 ? -1 : agent.indexOf(PHONE, device + 2);
    int locale = phone < 0 ? -1 : agent.indexOf(") (", phone + PHONE.length());
    return locale >= 0 && agent.length() > locale + 3 && agent.endsWith(")");
  }
}
