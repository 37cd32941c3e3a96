package godwit.tokenserver;

import godwit.tokenserver.TokenserverRefusal.Kind;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a claim may follow what is stored of its account. It keeps out clients that missed a
 * change of the password or the keys, and clients that lie about one. A comparison with a value
 * that is missing on either side holds.
 */
final class ClaimRule {
  private ClaimRule() {}

  /**
   * The first rule broken, in the order in which clients expect to be told.
   *
   * @param old client states that the account had before the stored one
   */
  static Optional<Kind> broken(AccountClaim claim, AccountKeys stored, Set<String> old) {
    if (isAheadOfItself(claim, stored)) {
      return Optional.of(Kind.INVALID_KEYS_CHANGED_AT);
    }
    Optional<Kind> key = brokenByKey(claim, stored, old);
    return key.isPresent() ? key : brokenByTime(claim, stored);
  }

  /** Keys change with the password or after it, so the generation must have come along. */
  private static boolean isAheadOfItself(AccountClaim claim, AccountKeys stored) {
    return isAfter(claim.keysChangedAt(), stored.keysChangedAt())
        && isAfter(claim.keysChangedAt(), claim.generation());
  }

  private static Optional<Kind> brokenByKey(
      AccountClaim claim, AccountKeys stored, Set<String> old) {
    // The reference lets an account without any key in; no storage key can be made of it.
    if (claim.clientState().isEmpty()) {
      return Optional.of(Kind.EMPTY_CLIENT_STATE);
    }
    if (old.contains(claim.clientState())) {
      return Optional.of(Kind.STALE_CLIENT_STATE);
    }
    if (claim.clientState().equals(stored.clientState())) {
      return Optional.empty();
    }
    // A deleted account gets no new keys, and its generation is the highest there is.
    if (stored.isRetired() || isNotAfter(claim.generation(), stored.generation())) {
      return Optional.of(Kind.CLIENT_STATE_WITHOUT_GENERATION);
    }
    return isNotAfter(claim.keysChangedAt(), stored.keysChangedAt())
        ? Optional.of(Kind.CLIENT_STATE_WITHOUT_KEYS_CHANGED_AT)
        : Optional.empty();
  }

  private static Optional<Kind> brokenByTime(AccountClaim claim, AccountKeys stored) {
    if (isAfter(stored.generation(), claim.generation())) {
      return Optional.of(Kind.INVALID_GENERATION);
    }
    Long known = stored.keysChangedAt();
    boolean backwards = isAfter(known, claim.keysChangedAt());
    boolean forgotten = known != null && known != 0 && claim.keysChangedAt() == null;
    return backwards || forgotten ? Optional.of(Kind.INVALID_KEYS_CHANGED_AT) : Optional.empty();
  }

  private static boolean isAfter(@Nullable Long a, @Nullable Long b) {
    return a != null && b != null && a > b;
  }

  private static boolean isNotAfter(@Nullable Long a, @Nullable Long b) {
    return a != null && b != null && a <= b;
  }
}
