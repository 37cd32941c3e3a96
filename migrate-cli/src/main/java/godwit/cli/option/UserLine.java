package godwit.cli.option;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of a users file that names somebody.
 *
 * @param name without blanks and comments
 */
record UserLine(String name) {
  private static final Pattern ACCOUNT = Pattern.compile("[^\\s/:]+");
  private static final Pattern KEY = Pattern.compile("[^\\s/:]+/\\d{13,19}-[A-Za-z0-9_-]+");
  private static final Pattern UID = Pattern.compile("[^\\s/]+:\\d{1,19}");
  private static final int SHOWN = 12;

  /** The user of a line; empty for blank lines and comments. */
  static Optional<UserLine> parse(String line) {
    int comment = line.indexOf('#');
    String name = (comment < 0 ? line : line.substring(0, comment)).strip();
    return name.isEmpty() ? Optional.empty() : Optional.of(new UserLine(name));
  }

  /** What is wrong with the name, if anything. Quotes little of it, since it may be a key. */
  Optional<String> problem() {
    boolean known =
        ACCOUNT.matcher(name).matches()
            || KEY.matcher(name).matches()
            || UID.matcher(name).matches();
    String shown = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
    return known
        ? Optional.empty()
        : Optional.of("not a user: '" + shown + "'; write fxa_uid, fxa_uid/fxa_kid or SHARD:UID");
  }
}
