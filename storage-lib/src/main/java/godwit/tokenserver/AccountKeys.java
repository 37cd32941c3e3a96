package godwit.tokenserver;

import godwit.model.FxaKid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The generation of an account and of its keys, as a row of {@code users} holds them.
 *
 * @param generation milliseconds since the epoch; 2^63-1 for a deleted account
 * @param keysChangedAt milliseconds since the epoch, or null if it was never reported
 * @param clientState hash of the Sync key in hex
 */
public record AccountKeys(long generation, @Nullable Long keysChangedAt, String clientState) {

  /** Those of an account seen for the first time. */
  static AccountKeys first(AccountClaim claim) {
    Long generation = claim.generation();
    return new AccountKeys(
        generation == null ? 0 : generation, claim.keysChangedAt(), claim.clientState());
  }

  static AccountKeys of(AssignmentRow row) {
    return new AccountKeys(row.generation(), row.keysChangedAt(), row.clientState());
  }

  boolean isRetired() {
    return generation == AssignmentRow.RETIRED;
  }

  /**
   * These after a claim that {@link ClaimRule} found nothing wrong with. A claim without a
   * generation moves it to its key change when that is the latest thing known: otherwise a client
   * that still has the old keys would pass.
   */
  AccountKeys after(AccountClaim claim) {
    if (isRetired()) {
      return this;
    }
    Long claimed = claim.keysChangedAt();
    return new AccountKeys(
        generationAfter(claim), claimed == null ? keysChangedAt : claimed, claim.clientState());
  }

  private long generationAfter(AccountClaim claim) {
    Long claimed = claim.generation();
    if (claimed != null) {
      return claimed;
    }
    Long changed = claim.keysChangedAt();
    boolean newest =
        changed != null
            && changed > generation
            && (keysChangedAt == null || changed > keysChangedAt);
    return newest ? Objects.requireNonNull(changed) : generation;
  }

  /**
   * The text of the {@link FxaKid} that storage nodes keep the account's records under. The number
   * is the time of the key change, 0 included, and the generation only where that is null.
   *
   * @throws IllegalArgumentException if the client state is empty or not hex
   */
  public String fxaKid() {
    return FxaKid.ofHex(keysChangedAt == null ? generation : keysChangedAt, clientState).toString();
  }

  /** Leaves the key's hash out. */
  @Override
  public String toString() {
    return "AccountKeys[generation=" + generation + ", keysChangedAt=" + keysChangedAt + "]";
  }
}
