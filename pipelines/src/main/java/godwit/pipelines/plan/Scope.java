package godwit.pipelines.plan;

import godwit.model.UserKey;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which users a run is about.
 *
 * @param shards names of shards; empty for all
 * @param users each {@code fxa_uid}, {@code fxa_uid/fxa_kid} or {@code shard:uid}; empty for all
 * @param percent a share of the accounts
 * @param limit at most so many users, the first in the order of the target's keys
 * @param excludeHoarders leaves out users with more rows than this
 * @param retryDead takes users with dead letters again although nothing changed since
 */
public record Scope(
    Set<String> shards,
    Set<String> users,
    Percent percent,
    long limit,
    long excludeHoarders,
    boolean retryDead)
    implements Serializable {
  /** Everybody. */
  public static final Scope ALL =
      new Scope(Set.of(), Set.of(), Percent.ALL, Long.MAX_VALUE, Long.MAX_VALUE, false);

  /** Copies the sets; rejects limits below 1. */
  public Scope {
    shards = new TreeSet<>(shards);
    users = accountsFirst(users);
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " is below 1");
    }
    if (excludeHoarders < 1) {
      throw new IllegalArgumentException("exclude hoarders above: " + excludeHoarders + " rows");
    }
  }

  /** So that one look tells whether any user is named by the account. */
  private static Set<String> accountsFirst(Set<String> names) {
    var ordered = new LinkedHashSet<String>();
    names.stream().filter(Scope::isAccount).forEach(ordered::add);
    ordered.addAll(names);
    return ordered;
  }

  private static boolean isAccount(String name) {
    return name.indexOf(':') < 0;
  }

  /** The same with a limit. */
  public Scope withLimit(long users) {
    return new Scope(shards, this.users, percent, users, excludeHoarders, retryDead);
  }

  /** The same for some users only. */
  public Scope withUsers(Set<String> names) {
    return new Scope(shards, names, percent, limit, excludeHoarders, retryDead);
  }

  /** The same for some shards only. */
  public Scope withShards(Set<String> names) {
    return new Scope(names, users, percent, limit, excludeHoarders, retryDead);
  }

  /** The same for a share of the accounts. */
  public Scope withPercent(Percent share) {
    return new Scope(shards, users, share, limit, excludeHoarders, retryDead);
  }

  /** The same without users above so many rows. */
  public Scope withoutHoarders(long rows) {
    return new Scope(shards, users, percent, limit, rows, retryDead);
  }

  /** The same, with users that have dead letters tried again. */
  public Scope retryingDead() {
    return new Scope(shards, users, percent, limit, excludeHoarders, true);
  }

  /** Whether the shard is looked at. */
  public boolean includesShard(String name) {
    return shards.isEmpty() || shards.contains(name);
  }

  /** Every shard that the scope names, alone or before a uid: a misspelt one must be refused. */
  public Set<String> namedShards() {
    var named = new TreeSet<>(shards);
    users.stream()
        .filter(name -> !isAccount(name))
        .forEach(name -> named.add(name.substring(0, name.lastIndexOf(':'))));
    return named;
  }

  /** Whether a user who may have no key yet is looked at. */
  boolean mayInclude(String shard, long uid) {
    return users.isEmpty()
        || users.contains(shard + ":" + uid)
        || isAccount(users.iterator().next());
  }

  /** Whether the user is looked at. */
  public boolean includes(String shard, long uid, UserKey key) {
    boolean named =
        users.isEmpty()
            || users.contains(key.fxaUid())
            || users.contains(key.full())
            || users.contains(shard + ":" + uid);
    return named && percent.includes(key.fxaUid());
  }
}
