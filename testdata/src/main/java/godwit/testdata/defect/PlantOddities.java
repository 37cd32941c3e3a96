package godwit.testdata.defect;

import godwit.testdata.load.LoadedShard;
import godwit.testdata.load.LoadedWorkload;
import godwit.testdata.load.ServerTarget;
import godwit.testdata.user.CollectionPlan;
import godwit.testdata.user.Holding;
import godwit.testdata.user.SyntheticUser;
import godwit.testdata.user.SyntheticUsers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Puts oddities into a workload that was just loaded, each into a user of its own: the first ones
 * that are fit for it. The truth that was written for the workload knows nothing of them.
 */
public final class PlantOddities {
  private static final int BOOKMARKS = 7;

  /** Far from every uid that is given out. */
  private static final long STRANGER = 900_000_000L;

  private final LoadedWorkload loaded;
  private final ServerTarget server;
  private final Iterator<SyntheticUser> users;
  private final List<Holding> passed = new ArrayList<>();
  private long strangers;

  private PlantOddities(LoadedWorkload loaded, ServerTarget server) {
    this.loaded = loaded;
    this.server = server;
    this.users = new SyntheticUsers(loaded.workload()).all().iterator();
  }

  /**
   * An oddity, and where it is.
   *
   * @param oddity what
   * @param shard the shard's name
   * @param place what was done there
   */
  public record PlantedOddity(Oddity oddity, String shard, Hostile place) {}

  /**
   * Plants the oddities in their order; one that is listed twice is planted twice.
   *
   * @throws IllegalStateException if no user is left that is fit for one; those before it stay
   */
  public static List<PlantedOddity> plant(
      LoadedWorkload loaded, ServerTarget server, List<Oddity> oddities) throws SQLException {
    var plant = new PlantOddities(loaded, server);
    List<PlantedOddity> planted = new ArrayList<>();
    for (Oddity oddity : oddities) {
      planted.add(plant.plant(oddity));
    }
    return planted;
  }

  private PlantedOddity plant(Oddity oddity) throws SQLException {
    if (oddity == Oddity.TABLE_GAP) {
      return plantGap();
    }
    Holding holding = next(oddity, fitness(oddity));
    LoadedShard shard = loaded.shards().get(holding.assignment().shard());
    try (Connection connection = server.connect(shard.schema())) {
      var hostile = new HostileShards(connection, shard.layout());
      return new PlantedOddity(
          oddity, shard.name(), plant(oddity, hostile, shard, holding.assignment().uid()));
    }
  }

  private Hostile plant(Oddity oddity, HostileShards hostile, LoadedShard shard, long uid)
      throws SQLException {
    return switch (oddity) {
      case ORPHAN_COLLECTION -> hostile.orphanCollection(uid);
      case NON_ASCII_PAYLOAD -> hostile.nonAsciiPayload(uid);
      case LARGEST_PAYLOAD -> hostile.largestPayload(uid);
      case PAYLOAD_OVER_CELL_LIMIT -> hostile.payloadOverCellLimit(uid);
      case ID_IN_OTHER_CASE -> hostile.idInOtherCase(uid, idElsewhere(shard));
      case USER_WITHOUT_ASSIGNMENT -> hostile.userWithoutAssignment(STRANGER + strangers++);
      case RECORD_WITHOUT_COLLECTION -> hostile.recordWithoutCollection(uid);
      case NEGATIVE_TIME -> hostile.negativeTime(uid);
      case HUGE_TIME -> hostile.hugeTime(uid);
      case ZERO_EXPIRY -> hostile.zeroExpiry(uid);
      case EMPTY_CLIENT_STATE -> breakClientState(uid, "");
      case CLIENT_STATE_NOT_HEX -> breakClientState(uid, "zz-not-hex");
      case TABLE_GAP -> throw new IllegalStateException("a gap is nobody's");
    };
  }

  private PlantedOddity plantGap() throws SQLException {
    for (LoadedShard shard : loaded.shards()) {
      if (shard.layout().tables() > 2) {
        try (Connection connection = server.connect(shard.schema())) {
          Hostile gap = new HostileShards(connection, shard.layout()).tableGap(1);
          return new PlantedOddity(Oddity.TABLE_GAP, shard.name(), gap);
        }
      }
    }
    throw new IllegalStateException("No shard has tables enough for " + Oddity.TABLE_GAP + ".");
  }

  private Hostile breakClientState(long uid, String state) throws SQLException {
    try (Connection tokenserver = server.connect(schema(loaded.tokenserverUrl()))) {
      return HostileShards.brokenClientState(tokenserver, uid, state);
    }
  }

  private static String schema(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** Which users an oddity can be seen in: most need bookmarks, and one must have no tabs. */
  private static Predicate<Holding> fitness(Oddity oddity) {
    return oddity == Oddity.RECORD_WITHOUT_COLLECTION
        ? holding -> !has(holding, "tabs")
        : holding -> has(holding, "bookmarks");
  }

  private static boolean has(Holding holding, String collection) {
    return holding.collections().stream()
        .map(CollectionPlan::name)
        .anyMatch(name -> name.text().equals(collection));
  }

  private Holding next(Oddity oddity, Predicate<Holding> fit) {
    for (Holding earlier : passed) {
      if (fit.test(earlier)) {
        passed.remove(earlier);
        return earlier;
      }
    }
    while (users.hasNext()) {
      SyntheticUser user = users.next();
      Holding holding = user.current();
      if (user.isCurrent(holding)) {
        if (fit.test(holding)) {
          return holding;
        }
        passed.add(holding);
      }
    }
    throw new IllegalStateException(
        "No user is left for " + oddity + "; load more users, or ask for less.");
  }

  /** The id of some bookmark of another shard. */
  private String idElsewhere(LoadedShard here) throws SQLException {
    for (SyntheticUser user : new SyntheticUsers(loaded.workload()).all().limit(1_000).toList()) {
      Holding holding = user.current();
      LoadedShard shard = loaded.shards().get(holding.assignment().shard());
      if (!shard.equals(here) && has(holding, "bookmarks")) {
        String id = anyBookmark(shard, holding.assignment().uid());
        if (!id.isEmpty()) {
          return id;
        }
      }
    }
    throw new IllegalStateException(
        "No other shard has a bookmark for " + Oddity.ID_IN_OTHER_CASE + "; load more shards.");
  }

  private String anyBookmark(LoadedShard shard, long uid) throws SQLException {
    String sql =
        "SELECT id FROM "
            + shard.layout().bsoTable(uid)
            + " WHERE userid = ? AND collection = ? AND id REGEXP '[A-Za-z]' ORDER BY id LIMIT 1";
    try (Connection connection = server.connect(shard.schema());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, uid);
      statement.setInt(2, BOOKMARKS);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : "";
      }
    }
  }
}
