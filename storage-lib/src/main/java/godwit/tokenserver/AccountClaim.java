package godwit.tokenserver;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client with a verified token says of its account. A time of 0 counts as absent: the
 * accounts server sends 0 for what it does not know.
 *
 * @param fxaUid the account, 1 to 64 letters, digits and {@code . _ -}; 32 hex digits in practice
 * @param generation milliseconds since the epoch, or null if the token does not tell
 * @param keysChangedAt milliseconds since the epoch, or null if the client does not tell
 * @param clientState hash of the Sync key in lower-case hex, 16 bytes at most; empty without a key
 */
public record AccountClaim(
    String fxaUid, @Nullable Long generation, @Nullable Long keysChangedAt, String clientState) {
  /** Above it a number would be taken for the mark of a deleted account. */
  private static final long LATEST = AssignmentRow.RETIRED - 1;

  // No @: the account is what stands before it in the database's emails.
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern CLIENT_STATE = Pattern.compile("([0-9a-f]{2}){0,16}");

  /** Rejects what the database could not hold or would mistake for something else. */
  public AccountClaim {
    if (!ACCOUNT.matcher(fxaUid).matches()) {
      throw new IllegalArgumentException(
          "not an account: %d characters; expected 1 to 64 letters, digits and . _ -"
              .formatted(fxaUid.length()));
    }
    if (!CLIENT_STATE.matcher(clientState).matches()) {
      throw new IllegalArgumentException(
          "not a client state: %d characters; expected at most 32 lower-case hex digits"
              .formatted(clientState.length()));
    }
    generation = time("generation", generation);
    keysChangedAt = time("keys_changed_at", keysChangedAt);
  }

  private static @Nullable Long time(String name, @Nullable Long millis) {
    if (millis == null || millis == 0) {
      return null;
    }
    if (millis < 0 || millis > LATEST) {
      throw new IllegalArgumentException(
          "not a time: %s is %d; expected 0 to %d".formatted(name, millis, LATEST));
    }
    return millis;
  }

  /** Leaves account and key out. */
  @Override
  public String toString() {
    return "AccountClaim[generation=" + generation + ", keysChangedAt=" + keysChangedAt + "]";
  }
}
