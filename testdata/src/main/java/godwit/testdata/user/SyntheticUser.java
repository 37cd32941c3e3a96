package godwit.testdata.user;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One person.
 *
 * @param number from 0
 * @param fxaUid the account, 32 hex digits
 * @param standing what the tokenserver makes of them
 * @param current the newest assignment and its rows
 * @param earlier replaced assignments, oldest first, with the rows that still lie on their shards
 * @param markerAt when a collection was last deleted whole, milliseconds since the epoch, or null;
 *     syncstorage-rs keeps it as the row of collection 0
 */
public record SyntheticUser(
    long number,
    String fxaUid,
    Standing standing,
    Holding current,
    List<Holding> earlier,
    @Nullable Long markerAt) {
  private static final String DOMAIN = "api.accounts.firefox.com";

  /** Copies the list. */
  public SyntheticUser {
    earlier = List.copyOf(earlier);
  }

  /** The tokenserver's {@code email}. */
  public String email() {
    return fxaUid + "@" + DOMAIN;
  }

  /** Everything this person has anywhere, oldest first and the current last. */
  public List<Holding> holdings() {
    List<Holding> all = new ArrayList<>(earlier);
    all.add(current);
    return all;
  }

  /** Whether a move must carry the current rows: someone can still come for them. */
  public boolean isCurrent(Holding holding) {
    return standing == Standing.ACTIVE && holding.assignment().equals(current.assignment());
  }
}
