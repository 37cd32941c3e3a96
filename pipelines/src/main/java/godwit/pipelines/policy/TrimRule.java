package godwit.pipelines.policy;

import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which collections may be trimmed, oldest records first, to bring a user below the quota: only
 * those whose records expire by nature. Nothing that somebody typed or saved is ever trimmed: form
 * history is typed, and tabs are a device's own.
 *
 * @param collections names; none by default
 */
public record TrimRule(Set<String> collections) implements Serializable {
  /** What can be named at all. */
  public static final Set<String> ALLOWED = Set.of("history");

  /** Trims nothing. */
  public static final TrimRule NONE = new TrimRule(Set.of());

  /** Copies the names; rejects all others than those allowed. */
  public TrimRule {
    collections = new TreeSet<>(collections);
    for (String name : collections) {
      if (!ALLOWED.contains(name)) {
        throw new IllegalArgumentException(
            "collection '%s' is never trimmed; only %s can be"
                .formatted(name, String.join(", ", new TreeSet<>(ALLOWED))));
      }
    }
  }

  /** The names in alphabetical order; the field itself is mutable only to be serialisable. */
  @Override
  public Set<String> collections() {
    return java.util.Collections.unmodifiableSet(collections);
  }
}
