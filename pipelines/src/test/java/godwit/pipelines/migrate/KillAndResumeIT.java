package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.ChildJvm;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.SwitchedUsers;
import godwit.pipelines.TargetContent;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.storage.CommitLimits;
import godwit.storage.spanner.SpannerDatabase;
import godwit.testdata.Workload;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A move whose process is killed again and again, as {@code kill -9} does, ends as one that nobody
 * disturbed. {@code -Dgodwit.kills} says how often (the first time while it plans, then while it
 * copies), {@code -Dgodwit.kill.seed} repeats the moments.
 */
class KillAndResumeIT {
  private static final int KILLS = Integer.getInteger("godwit.kills", 4);
  private static final long SEED = Long.getLong("godwit.kill.seed", System.nanoTime());

  private static Rehearsal rehearsal;
  private static MoveConfig config;
  private static UserEntry switched;
  private static UserEntry switchedLater;
  private static TargetContent untouched;
  private static TargetContent undisturbed;
  private static TargetContent content;
  private static long killedCopying;
  private static String[] last;

  @BeforeAll
  static void killAndResume() throws IOException {
    System.err.println("kills: " + KILLS + ", -Dgodwit.kill.seed=" + SEED);
    rehearsal =
        Rehearsal.of(Workload.of(23, 50).withMedianRows(50).withHoarders(2_000 + 400 * KILLS));
    var policy = new CopyPolicy(new CommitLimits(20_000, 4_000_000, 200), 100_000, 1_000);
    config = rehearsal.config(policy);
    MoveConfig quiet = Move.toOther(config, "quiet-" + ProcessHandle.current().pid());
    assertThat(Move.migrate(quiet).balanced()).isTrue();
    try (SpannerDatabase database = SpannerDatabase.open(quiet.target())) {
      undisturbed = TargetContent.of(database);
      List<UserEntry> users =
          Move.users(database).stream().filter(user -> user.planned().rows() < 1_000).toList();
      switched = users.get(1);
      switchedLater = users.get(users.size() - 2);
    }
    // Their clients write to the target; of the second, after whatever was copied by then.
    switchUser(switched);
    killTimes(0, KILLS / 2);
    switchUser(switchedLater);
    untouched = switchedOnes();
    killTimes(KILLS / 2, KILLS);
    try (ChildJvm child = ChildJvm.start(config, "512m")) {
      last = child.awaitDone();
    }
    content = TargetContent.of(rehearsal.database());
  }

  private static void switchUser(UserEntry user) {
    SwitchedUsers.put(rehearsal.database(), user);
    SwitchedUsers.write(rehearsal.database(), user.key());
  }

  private static void killTimes(int from, int to) throws IOException {
    for (int kill = from; kill < to; kill++) {
      var random = new Random(SEED + kill);
      long start = System.nanoTime();
      try (ChildJvm child = ChildJvm.start(config, "512m")) {
        if (kill % 5 == 0) {
          killPlanning(child, random);
        } else {
          killCopying(child, random.nextLong(2L * undisturbed.rows().size() / KILLS));
        }
      }
      System.err.printf("kill %d after %.1f s%n", kill, (System.nanoTime() - start) / 1e9);
    }
  }

  /** Somewhere within the first moments of planning; sometimes copying has begun by then. */
  private static void killPlanning(ChildJvm child, Random random) {
    int lines = random.nextInt(60);
    for (int line = 0; line < lines; line++) {
      Optional<String> at = child.await(text -> text.startsWith("AT "));
      if (at.isEmpty() || !at.get().startsWith("AT planning")) {
        break;
      }
    }
    child.kill();
  }

  private static void killCopying(ChildJvm child, long rows) {
    boolean alive = child.await(text -> isPast(text, rows)).isPresent();
    child.kill();
    killedCopying += alive ? 1 : 0;
  }

  private static boolean isPast(String line, long rows) {
    String[] words = line.split(" ", -1);
    return words[0].equals("AT") && words[1].equals("copying") && Long.parseLong(words[2]) >= rows;
  }

  private static TargetContent switchedOnes() {
    return TargetContent.of(
        rehearsal.database(),
        user -> user.equals(switched.key()) || user.equals(switchedLater.key()));
  }

  @AfterAll
  static void close() {
    System.err.println("killed while copying: " + killedCopying + " of " + KILLS);
    rehearsal.close();
  }

  @Test
  void kills_hitCopying() {
    assertThat(killedCopying).isPositive();
  }

  @Test
  void content_isThatOfAnUndisturbedMove() {
    assertThat(moved(content.collections())).isEqualTo(moved(undisturbed.collections()));
    assertThat(moved(content.rows())).isEqualTo(moved(undisturbed.rows()));
  }

  @Test
  void switchedUsers_areNotTouched() {
    assertThat(switchedOnes()).isEqualTo(untouched);
    assertThat(untouched.rows()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void sides_areEqual() {
    assertThat(Move.verifyEqual(config).users().movedOn()).isEqualTo(2);
  }

  @Test
  void ledger_knowsEverybodyAndEveryRow() throws SQLException {
    Map<String, Long> stored = storedRows();
    for (UserEntry user : Move.users(rehearsal.database())) {
      if (user.state() == UserState.SWITCHED) {
        continue;
      }
      assertThat(user.state().isCopied()).as(user.toString()).isTrue();
      assertThat(user.counts().isBalanced()).as(user.toString()).isTrue();
      assertThat(user.counts().read())
          .as(user.toString())
          .isEqualTo(stored.getOrDefault(user.shard() + ":" + user.uid(), 0L));
    }
  }

  @Test
  void lastRun_isBalanced() {
    assertThat(last[3]).isEqualTo("true");
  }

  @Test
  void nextRun_writesNothing() {
    MigrateReport report = Move.migrate(config);
    assertThat(report.rows().written()).isZero();
    assertThat(report.users().skippedReasons()).containsEntry("switched", 2L);
  }

  /** Rows in the shards, counted there, by {@code shard:uid}. */
  private static Map<String, Long> storedRows() throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    for (var shard : rehearsal.loaded().shards()) {
      int tables = Math.max(1, shard.layout().tables());
      for (int table = 0; table < tables; table++) {
        String sql =
            "SELECT userid, COUNT(*) FROM " + shard.layout().bsoTable(table) + " GROUP BY userid";
        try (Connection connection = rehearsal.connect(shard);
            Statement statement = connection.createStatement();
            ResultSet result = statement.executeQuery(sql)) {
          while (result.next()) {
            rows.put(shard.name() + ":" + result.getLong(1), result.getLong(2));
          }
        }
      }
    }
    return rows;
  }

  private static Map<String, String> moved(Map<String, String> lines) {
    return lines.entrySet().stream()
        .filter(line -> !line.getKey().startsWith(switched.key().full()))
        .filter(line -> !line.getKey().startsWith(switchedLater.key().full()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
