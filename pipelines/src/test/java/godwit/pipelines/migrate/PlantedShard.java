package godwit.pipelines.migrate;

import godwit.pipelines.Rehearsal;
import godwit.pipelines.Residents;
import godwit.pipelines.Residents.Resident;
import godwit.pipelines.ShardEdit;
import godwit.pipelines.TargetRows;
import godwit.testdata.defect.HostileShards;
import godwit.testdata.load.LoadedShard;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A shard with one of each oddity, each on a user of its own. */
final class PlantedShard {
  static final int BOOKMARKS = 7;
  static final int TABS = 9;
  static final int ORPHAN = 4_242;
  static final long HUGE = 1L << 60;
  static final int USERS = 17;

  final LoadedShard shard;
  final long stranger;
  final long replacedTwin;
  final long supersededTwin;
  private final List<Resident> users;

  private PlantedShard(LoadedShard shard, List<Resident> users, int number) {
    this.shard = shard;
    this.users = users;
    this.stranger = 900_000_000L + number;
    this.replacedTwin = 910_000_000L + number;
    this.supersededTwin = 920_000_000L + number;
  }

  Resident orphan() {
    return users.get(0);
  }

  Resident nonAscii() {
    return users.get(1);
  }

  Resident largest() {
    return users.get(2);
  }

  Resident overLimit() {
    return users.get(3);
  }

  Resident parentless() {
    return users.get(4);
  }

  Resident negativeRow() {
    return users.get(5);
  }

  Resident hugeRow() {
    return users.get(6);
  }

  Resident zeroExpiry() {
    return users.get(7);
  }

  Resident emptyState() {
    return users.get(8);
  }

  Resident notHex() {
    return users.get(9);
  }

  Resident hugeCollection() {
    return users.get(10);
  }

  Resident negativeCollection() {
    return users.get(11);
  }

  Resident squatted() {
    return users.get(12);
  }

  Resident otherCase() {
    return users.get(13);
  }

  Resident twin() {
    return users.get(14);
  }

  Resident rival() {
    return users.get(15);
  }

  Resident variant() {
    return users.get(16);
  }

  /** Plants everything. */
  static PlantedShard plant(Rehearsal rehearsal, LoadedShard shard, int number)
      throws SQLException {
    List<Resident> residents = Residents.withBookmarks(rehearsal.loaded(), shard);
    if (residents.size() < USERS) {
      throw new IllegalStateException(residents.size() + " users; make the workload larger");
    }
    var planted = new PlantedShard(shard, residents.subList(0, USERS), number);
    try (ShardEdit edit = ShardEdit.of(rehearsal, shard);
        Connection tokenserver = rehearsal.connectTokenserver()) {
      planted.plantRecords(new HostileShards(edit.connection(), shard.layout()));
      planted.plantCollections(edit);
      planted.plantAssignments(edit, tokenserver);
      planted.plantVariant(edit, number);
    }
    new TargetRows(rehearsal.database()).squat(planted.squatted().key(), BOOKMARKS, "squatter");
    return planted;
  }

  private void plantRecords(HostileShards hostile) throws SQLException {
    hostile.orphanCollection(orphan().uid());
    hostile.nonAsciiPayload(nonAscii().uid());
    hostile.largestPayload(largest().uid());
    hostile.payloadOverCellLimit(overLimit().uid());
    hostile.negativeTime(negativeRow().uid());
    hostile.hugeTime(hugeRow().uid());
    hostile.zeroExpiry(zeroExpiry().uid());
    hostile.idInOtherCase(otherCase().uid(), "abcDEFghi_-1");
    hostile.userWithoutAssignment(stranger);
  }

  private void plantCollections(ShardEdit edit) throws SQLException {
    long uid = parentless().uid();
    edit.run("DELETE FROM " + edit.bso(uid) + " WHERE {uid} = " + uid + " AND {collection} = 9");
    edit.run("DELETE FROM user_collections WHERE {uid} = " + uid + " AND {collection} = 9");
    edit.addRecord(uid, TABS, "parentless01", 1_700_000_000_000L);
    setTime(edit, hugeCollection().uid(), HUGE);
    setTime(edit, negativeCollection().uid(), -10);
  }

  void setTime(ShardEdit edit, long uid, long time) throws SQLException {
    edit.run(
        "UPDATE user_collections SET {modified} = %d WHERE {uid} = %d AND {collection} = %d"
            .formatted(time, uid, BOOKMARKS));
  }

  private void plantAssignments(ShardEdit edit, Connection tokenserver) throws SQLException {
    HostileShards.brokenClientState(tokenserver, emptyState().uid(), "");
    HostileShards.brokenClientState(tokenserver, notHex().uid(), "zz-not-hex");
    addTwin(edit, tokenserver, twin().uid(), replacedTwin, "created_at + 1");
    addTwin(edit, tokenserver, rival().uid(), supersededTwin, "NULL");
  }

  /** A second, older uid of the same person with the same key, and with rows. */
  private static void addTwin(
      ShardEdit edit, Connection tokenserver, long uid, long twin, String replacedAt)
      throws SQLException {
    try (Statement statement = tokenserver.createStatement()) {
      statement.executeUpdate(
          ("INSERT INTO users (uid, service, email, generation, client_state, created_at,"
                  + " replaced_at, nodeid, keys_changed_at) SELECT %d, service, email, generation,"
                  + " client_state, created_at - 1000, %s, nodeid, keys_changed_at FROM users"
                  + " WHERE uid = %d")
              .formatted(twin, replacedAt, uid));
    }
    edit.addCollection(twin, BOOKMARKS, 1_500_000_000_000L);
    edit.addRecord(twin, BOOKMARKS, "twin00000001", 1_500_000_000_000L);
  }

  private void plantVariant(ShardEdit edit, int number) throws SQLException {
    String name = number % 2 == 0 ? "Sketches" : "sketches";
    int id = 5_000 + number;
    edit.name(id, name);
    edit.addCollection(variant().uid(), id, 1_600_000_000_000L);
    edit.addRecord(variant().uid(), id, "sketch000001", 1_600_000_000_000L);
  }

  /** Mends in the shard and the tokenserver whatever can be mended. */
  void mend(Rehearsal rehearsal) throws SQLException {
    try (ShardEdit edit = ShardEdit.of(rehearsal, shard);
        Connection tokenserver = rehearsal.connectTokenserver()) {
      edit.name(ORPHAN, "named" + number());
      edit.addCollection(parentless().uid(), TABS, 1_700_000_000_000L);
      deleteRecord(edit, overLimit().uid(), "overlimit001");
      mendTime(edit, negativeRow().uid(), "negative0001");
      mendTime(edit, hugeRow().uid(), "hugetime0001");
      setTime(edit, hugeCollection().uid(), 1_700_000_000_000L);
      setTime(edit, negativeCollection().uid(), 1_700_000_000_000L);
      HostileShards.brokenClientState(tokenserver, emptyState().uid(), "0123456789abcdef");
      HostileShards.brokenClientState(tokenserver, notHex().uid(), "fedcba9876543210");
    }
  }

  private long number() {
    return stranger - 900_000_000L;
  }

  private static void deleteRecord(ShardEdit edit, long uid, String id) throws SQLException {
    edit.run(
        "DELETE FROM %s WHERE {uid} = %d AND {collection} = %d AND id = '%s'"
            .formatted(edit.bso(uid), uid, BOOKMARKS, id));
  }

  private static void mendTime(ShardEdit edit, long uid, String id) throws SQLException {
    edit.run(
        "UPDATE %s SET modified = 1700000000000 WHERE {uid} = %d AND {collection} = %d AND id = '%s'"
            .formatted(edit.bso(uid), uid, BOOKMARKS, id));
  }
}
