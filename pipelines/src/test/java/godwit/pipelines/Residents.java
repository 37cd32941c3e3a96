package godwit.pipelines;

import godwit.model.UserKey;
import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.LoadedWorkload;
import godwit.testdata.user.Holding;
import godwit.testdata.user.SyntheticUser;
import godwit.testdata.user.SyntheticUsers;
import java.util.ArrayList;
import java.util.List;

/** Who lives on a loaded shard, by the word of the generator and not of the code under test. */
public final class Residents {
  private Residents() {}

  /**
   * A user whom a move must carry.
   *
   * @param shard where the user is
   * @param uid the number there
   * @param key the key in the target
   * @param rows records, expired ones included
   */
  public record Resident(LoadedShard shard, long uid, UserKey key, long rows) {
    /** The name by which a scope can pick the user. */
    public String name() {
      return shard.name() + ":" + uid;
    }
  }

  /** The users of all shards whom a move must carry, in the order of their numbers. */
  public static List<Resident> of(LoadedWorkload loaded) {
    var residents = new ArrayList<Resident>();
    for (SyntheticUser user : new SyntheticUsers(loaded.workload()).all().toList()) {
      Holding holding = user.current();
      if (user.isCurrent(holding)) {
        var assignment = holding.assignment();
        LoadedShard shard = loaded.shards().get(assignment.shard());
        residents.add(
            new Resident(
                shard, assignment.uid(), assignment.userKey(user.fxaUid()), holding.rows()));
      }
    }
    return residents;
  }

  /** Those of one shard who have bookmarks. */
  public static List<Resident> withBookmarks(LoadedWorkload loaded, LoadedShard shard) {
    var bookmarked = new ArrayList<Long>();
    for (SyntheticUser user : new SyntheticUsers(loaded.workload()).all().toList()) {
      boolean has =
          user.current().collections().stream()
              .anyMatch(collection -> collection.name().text().equals("bookmarks"));
      if (has) {
        bookmarked.add(user.current().assignment().uid());
      }
    }
    return of(loaded).stream()
        .filter(one -> one.shard().equals(shard) && bookmarked.contains(one.uid()))
        .toList();
  }
}
