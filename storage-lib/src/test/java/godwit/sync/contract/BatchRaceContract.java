package godwit.sync.contract;

import static godwit.sync.contract.Changes.payload;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.sync.BatchStore;
import godwit.sync.BsoChange;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Requests to one batch at once. */
abstract class BatchRaceContract extends TwoServers {
  @Test
  void commits_ofOneBatchAtOnceSucceedOnce() throws Exception {
    String batch = open(payload("a", "1"));
    List<Callable<Boolean>> jobs = new ArrayList<>();
    for (int thread = 0; thread < 3; thread++) {
      int me = thread;
      jobs.add(() -> commits(server(me), batch));
    }

    assertThat(Crew.run(jobs)).containsOnlyOnce(true);
    assertThat(ids()).containsExactly("a");
  }

  @Test
  void appendsToOneBatchAtOnce_areAllInIt() throws Exception {
    for (int round = 0; round < 5; round++) {
      user = stage().newUser();
      String batch = open(payload("a", "1"));
      List<Callable<Boolean>> jobs =
          List.of(
              () -> appends(storage, batch, payload("b", "2"), payload("same", "2")),
              () -> appends(other, batch, payload("c", "3"), payload("same", "3")));

      assertThat(Crew.run(jobs)).containsExactly(true, true);
      assertThat(staged(batch).rows()).isEqualTo(4);
      commit(batch);
      assertThat(ids()).containsExactlyInAnyOrder("a", "b", "c", "same");
    }
  }

  @Test
  void appendBesideTheCommit_isInItOrRefused() throws Exception {
    for (int round = 0; round < 5; round++) {
      user = stage().newUser();
      String batch = open(payload("a", "1"));
      List<Boolean> done =
          Crew.run(
              List.of(
                  () -> appends(storage, batch, payload("b", "2")), () -> commits(other, batch)));

      assertThat(done.get(1)).isTrue();
      assertThat(ids())
          .containsExactlyInAnyOrderElementsOf(done.get(0) ? List.of("a", "b") : List.of("a"));
      assertThat(behind().stagedRows(user, BOOKMARKS)).isZero();
    }
  }

  private boolean appends(SyncStorage server, String batch, BsoChange... changes) {
    return changesBatch(server, batches -> batches.append(batch, List.of(changes)));
  }

  private boolean commits(SyncStorage server, String batch) {
    return changesBatch(server, batches -> batches.commit(batch, List.of()));
  }

  /** Whether the batch was still there. */
  private boolean changesBatch(SyncStorage server, Consumer<BatchStore> change) {
    try {
      return Crew.insist(
          () ->
              server.writeCollection(
                  user,
                  BOOKMARKS,
                  writer -> {
                    change.accept(writer.batches());
                    return true;
                  }));
    } catch (SyncRefusal e) {
      assertThat(e.kind()).isEqualTo(SyncRefusal.Kind.BATCH_NOT_FOUND);
      return false;
    }
  }
}
