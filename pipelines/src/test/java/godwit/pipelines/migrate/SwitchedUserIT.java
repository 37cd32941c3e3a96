package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.UserKey;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.SwitchedUsers;
import godwit.pipelines.TargetContent;
import godwit.pipelines.io.CollectionMap;
import godwit.pipelines.io.Connections;
import godwit.pipelines.ledger.Bin;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.SourceVector;
import godwit.pipelines.ledger.UserEntry;
import godwit.pipelines.ledger.UserState;
import godwit.pipelines.plan.Planner;
import godwit.pipelines.plan.Scope;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.pipelines.run.RunControl;
import godwit.storage.BulkSource;
import godwit.storage.CommitLimits;
import godwit.storage.RowRange;
import godwit.testdata.Shares;
import godwit.testdata.Workload;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user who is switched while a run is at work is out of its reach from that moment on. */
class SwitchedUserIT {
  private static Rehearsal rehearsal;
  private static MoveConfig config;
  private static int number;

  private Connections connections;
  private Ledger ledger;
  private String runId;
  private final List<UserKey> lost = new ArrayList<>();

  @BeforeAll
  static void load() {
    rehearsal =
        Rehearsal.of(
            Workload.of(22, 7)
                .withMedianRows(60)
                .withShares(Shares.none())
                .withHoarders(1_500, 1_500, 1_500));
    config =
        rehearsal.config(new CopyPolicy(new CommitLimits(20_000, 4_000_000, 20), 1_000_000, 500));
  }

  @BeforeEach
  void plan() {
    runId = "switched-" + ++number;
    connections = Connections.acquire(runId, config);
    ledger = connections.ledger();
    Planner.execute(connections, runId, Scope.ALL);
  }

  @AfterEach
  void disconnect() {
    connections.close();
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  @Test
  void switchedWhilePlanning_staysSwitched() {
    UserEntry user = planned();
    SwitchedUsers.turn(rehearsal.database(), user.key());
    ledger.plan(List.of(user));
    assertThat(ledger.users(Set.of(user.key())).values())
        .extracting(UserEntry::state)
        .containsExactly(UserState.SWITCHED);
  }

  @Test
  void switchedBeforeItsPiece_isNotTouched() {
    UserEntry user = planned();
    SwitchedUsers.turn(rehearsal.database(), user.key());
    SwitchedUsers.write(rehearsal.database(), user.key());
    TargetContent before = contentOf(user);
    copyPieces(user);
    assertThat(contentOf(user)).isEqualTo(before);
  }

  @Test
  void switchedBetweenTwoCommits_getsNoMoreRows() {
    UserEntry user = planned();
    var writer = writer();
    var place = new WriteGroup.Target("bookmarks", 7);
    try (var snapshot = connections.shard(user.shard()).snapshot(user.uid())) {
      var tally = new UserTally(user, SourceVector.of(Map.of()), Clock.systemUTC().instant());
      tally.open(7, 1_000);
      writer.begin(tally);
      var rows =
          snapshot.rows(
              7, snapshot.headsAfter(7, null, 10).stream().map(head -> head.id()).toList());
      assertThat(rows).hasSizeGreaterThan(2);
      writer.put(tally, place, rows.get(0).toBso());
      writer.flush();
      SwitchedUsers.turn(rehearsal.database(), user.key());
      TargetContent before = contentOf(user);
      writer.put(tally, place, rows.get(1).toBso());
      writer.delete(tally, place, rows.get(0).id());
      writer.deleteCollection(tally, 7);
      writer.finish(tally);
      writer.flush();
      assertThat(before.rows()).hasSize(1);
      assertThat(contentOf(user)).isEqualTo(before);
    }
    assertThat(lost).containsOnly(user.key());
    assertThat(ledger.users(Set.of(user.key())).values())
        .extracting(UserEntry::state)
        .containsExactly(UserState.SWITCHED);
  }

  @Test
  void switchedBetweenParts_isNotJoined() {
    UserEntry user = split();
    List<Bin> parts = piecesOf(user);
    parts.forEach(part -> copyPart(user, part, 1));
    SwitchedUsers.turn(rehearsal.database(), user.key());
    TargetContent before = contentOf(user);
    var committer = new Committer(connections.target(), ledger, true);
    assertThat(join(committer, user).join(user, parts.size())).isEqualTo(PartJoin.Outcome.LOST);
    assertThat(contentOf(user)).isEqualTo(before);
  }

  /** Two who find the parts unequal must not both compare. */
  @Test
  void claim_isGivenOnce() {
    UserEntry user = planned();
    assertThat(ledger.claim(user)).isPresent();
    assertThat(ledger.claim(user)).isEmpty();
  }

  /** A part tried again may have left rows that the source has lost since: they must go. */
  @Test
  void partTriedAgain_isCompared() {
    UserEntry user = split();
    List<Bin> parts = piecesOf(user);
    parts.forEach(part -> copyPart(user, part, 2));
    var committer = new Committer(connections.target(), ledger, true);
    assertThat(join(committer, user).join(user, parts.size())).isEqualTo(PartJoin.Outcome.CHANGED);
  }

  /** Every part agrees with itself; only the database knows that one is missing rows. */
  @Test
  void gapBetweenParts_isFound() {
    UserEntry user = split();
    List<Bin> parts = piecesOf(user);
    copyPart(user, parts.get(0), 1);
    parts.subList(2, parts.size()).forEach(part -> copyPart(user, part, 1));
    Bin.Part second = Objects.requireNonNull(parts.get(1).part());
    var nothing = new RowRange(second.range().upTo(), second.range().upTo());
    copyPart(user, new Bin.Part(second.index(), second.of(), nothing), 1);
    var committer = new Committer(connections.target(), ledger, true);
    assertThat(join(committer, user).join(user, parts.size())).isEqualTo(PartJoin.Outcome.CHANGED);
    copyPart(user, second, 1);
    assertThat(join(committer, user).join(user, parts.size())).isEqualTo(PartJoin.Outcome.JOINED);
  }

  private void copyPart(UserEntry user, Bin bin, int attempt) {
    copyPart(user, Objects.requireNonNull(bin.part()), attempt);
  }

  private void copyPart(UserEntry user, Bin.Part part, int attempt) {
    var map = CollectionMap.allocating(connections.shard(user.shard()), connections.target());
    new UserCopier(connections.shard(user.shard()), map, writer(), context())
        .copyPart(user, part, attempt);
  }

  private PartJoin join(Committer committer, UserEntry user) {
    BulkSource source = connections.shard(user.shard());
    return new PartJoin(
        ledger, committer, source, CollectionMap.allocating(source, connections.target()));
  }

  private GroupWriter writer() {
    return new GroupWriter(
        new Committer(connections.target(), ledger, true),
        config.policy().commit(),
        context().control(),
        lost::add);
  }

  private RunContext context() {
    return new RunContext(runId, new RunControl(), Clock.systemUTC());
  }

  private void copyPieces(UserEntry user) {
    piecesOf(user).forEach(bin -> new BinCopier(connections, context()).copy(bin));
  }

  private List<Bin> piecesOf(UserEntry user) {
    return ledger.binsAfter(runId, -1).stream()
        .filter(bin -> bin.first().compareTo(user.key()) <= 0)
        .filter(bin -> bin.last().compareTo(user.key()) >= 0)
        .toList();
  }

  /** Each test has a user of its own, whom the run has just planned. */
  private UserEntry planned() {
    return Move.users(rehearsal.database()).stream()
        .filter(user -> user.state() == UserState.PLANNED)
        .filter(user -> user.planned().rows() < 1_500)
        .filter(user -> user.runId().equals(runId))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  /** A user whom the run has cut into parts. */
  private UserEntry split() {
    return Move.users(rehearsal.database()).stream()
        .filter(user -> user.planned().rows() >= 1_500 && piecesOf(user).size() > 2)
        .findFirst()
        .orElseThrow();
  }

  private static TargetContent contentOf(UserEntry user) {
    return TargetContent.of(rehearsal.database(), user.key()::equals);
  }
}
