package godwit.storage.spanner;

import static godwit.storage.spanner.SpannerFixture.ALICE;
import static godwit.storage.spanner.SpannerFixture.BOB;
import static godwit.storage.spanner.SpannerFixture.BOOKMARKS;
import static godwit.storage.spanner.SpannerFixture.bookmarks;
import static godwit.storage.spanner.SpannerFixture.bso;
import static godwit.storage.spanner.SpannerFixture.parent;
import static godwit.storage.spanner.SpannerFixture.put;
import static godwit.storage.spanner.SpannerFixture.user;
import static godwit.storage.spanner.SpannerFixture.withParent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.Mutation;
import godwit.model.CollectionName;
import godwit.model.UserKey;
import godwit.storage.RowHead;
import godwit.storage.StorageException;
import godwit.storage.TargetCollection;
import godwit.storage.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class SpannerTargetIT {
  private static SpannerFixture fixture;
  private static SpannerTarget target;

  @BeforeAll
  static void open() {
    fixture = SpannerFixture.create("target-it");
    target = fixture.target;
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void commit_isHarmlessTwice() {
    UserKey user = user("c001");
    List<Write> writes = withParent(user, bso("b1", 3, "payload"));

    target.commit(writes);
    target.commit(writes);

    assertThat(target.headsAfter(user, BOOKMARKS, null, 10))
        .containsExactly(new RowHead("b1", 3, 1_700_000_000_120_000L, 2_100_000_000_000_000L, -1));
    assertThat(target.collections(List.of(user)))
        .containsExactly(
            Map.entry(
                user, Map.of(BOOKMARKS, new TargetCollection(1_700_000_000_120_000L, 1L, 1L))));
  }

  @Test
  void commit_keepsTheOrderOfWrites() {
    UserKey user = user("c002");
    Write.DeleteBso delete = new Write.DeleteBso(user, BOOKMARKS, "b1");

    target.commit(
        List.of(parent(user), put(user, bso("b1", 1, "old")), delete, put(user, bso("b2", 1, ""))));

    assertThat(target.heads(user, BOOKMARKS, List.of("b1", "b2"))).containsOnlyKeys("b2");
  }

  @Test
  void commit_rejectsAChildWithoutItsParent() {
    UserKey user = user("c0031234567890");

    assertThatThrownBy(() -> target.commit(List.of(put(user, bso("b1", 1, "p")))))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.REJECTED))
        .hasMessageNotContaining(user.fxaUid());
  }

  @Test
  void commit_deletesACollectionWithItsRecords() {
    UserKey user = user("c004");
    target.commit(withParent(user, bso("b1", 1, "p")));

    target.commit(List.of(new Write.DeleteCollection(user, BOOKMARKS)));

    assertThat(target.present(List.of(user))).isEmpty();
    assertThat(target.headsAfter(user, BOOKMARKS, null, 10)).isEmpty();
  }

  @Test
  void commit_commitsNothingWhenItsGuardObjects() {
    UserKey user = user("c005");
    var conflict = new StorageException(StorageException.Kind.CONFLICT, "switched meanwhile");

    assertThatThrownBy(
            () ->
                target.commit(
                    withParent(user, bso("b1", 1, "p")),
                    transaction -> {
                      transaction.buffer(marker(user, 99));
                      throw conflict;
                    }))
        .isSameAs(conflict);
    assertThat(target.present(List.of(user))).isEmpty();
  }

  @Test
  void commit_commitsWhatItsGuardBuffers() {
    UserKey user = user("c006");

    String answer =
        target.commit(
            withParent(user, bso("b1", 1, "p")),
            transaction -> {
              transaction.buffer(marker(user, 99));
              return "done";
            });

    assertThat(answer).isEqualTo("done");
    assertThat(target.collections(List.of(user)).get(user)).containsOnlyKeys(BOOKMARKS, 99);
  }

  private static Mutation marker(UserKey user, int collection) {
    return Rows.mutation(new Write.PutCollection(user, collection, 0, 0, 0));
  }

  @Test
  void commit_rejectsWhatSpannerNeverTakes_beforeSending() {
    UserKey user = user("c007");
    String oversize = "x".repeat(SpannerLimits.MAX_CELL_CHARACTERS + 1);

    assertThatThrownBy(() -> target.commit(withParent(user, bso("b1", 1, oversize))))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.REJECTED))
        .hasMessageContaining("2621441 characters");
    assertThat(target.present(List.of(user))).isEmpty();
  }

  @Test
  void commit_takesTheBiggestCell() {
    UserKey user = user("c008");
    String biggest = "x".repeat(SpannerLimits.MAX_CELL_CHARACTERS);

    target.commit(withParent(user, bso("b1", 1, biggest)));

    assertThat(bookmarks(target.stored(List.of(user)), user).bytes())
        .isEqualTo(SpannerLimits.MAX_CELL_CHARACTERS);
  }

  @Test
  void headsAfter_continuesBehindAnId() {
    UserKey user = user("c009");
    target.commit(
        List.of(
            parent(user),
            put(user, bso("a", null, "")),
            put(user, bso("B", null, "")),
            put(user, bso("b", null, ""))));

    assertThat(target.headsAfter(user, BOOKMARKS, null, 2))
        .extracting(RowHead::id)
        .containsExactly("B", "a");
    assertThat(target.headsAfter(user, BOOKMARKS, "a", 2))
        .extracting(RowHead::id)
        .containsExactly("b");
  }

  @Test
  void present_knowsWhoHasRows() {
    target.commit(List.of(parent(ALICE)));

    assertThat(target.present(List.of(ALICE, BOB))).containsExactly(ALICE);
  }

  @Test
  void allocate_givesFixedIdsToStandardNamesAndNextOnesToOthers() {
    Map<CollectionName, Integer> ids =
        target.allocate(List.of(name("bookmarks"), name("Bookmarks"), name("x-mine")));

    assertThat(ids.get(name("bookmarks"))).isEqualTo(7);
    assertThat(ids.get(name("Bookmarks"))).isGreaterThanOrEqualTo(101);
    assertThat(target.allocate(List.of(name("x-mine"))))
        .isEqualTo(Map.of(name("x-mine"), ids.getOrDefault(name("x-mine"), -1)));
    assertThat(target.collectionIds()).containsAllEntriesOf(ids);
  }

  /** Other tools reserve ids by rows without a name. */
  @Test
  void rowWithoutAName_namesNothingAndKeepsItsId() {
    int reserved = 4_000;
    target
        .database()
        .write(
            List.of(
                Mutation.newInsertBuilder("collections")
                    .set("collection_id")
                    .to(reserved)
                    .set("name")
                    .to("")
                    .build()));

    assertThat(target.collectionIds()).doesNotContainValue(reserved);
    assertThat(target.allocate(List.of(name("x-after"))).get(name("x-after")))
        .isGreaterThan(reserved);
  }

  @Test
  void allocate_givesOneIdToOneName_fromManyThreads() throws Exception {
    List<CollectionName> names = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      names.add(name("many-" + i));
    }
    List<CollectionName> reversed = new ArrayList<>(names);
    java.util.Collections.reverse(reversed);
    var threads = Executors.newFixedThreadPool(2);
    try (var other = SpannerDatabase.open(fixture.database.config())) {
      Callable<Map<CollectionName, Integer>> here = () -> target.allocate(names);
      Callable<Map<CollectionName, Integer>> there =
          () -> SpannerTarget.open(other).allocate(reversed);
      var both = threads.invokeAll(List.of(here, there));
      assertThat(get(both.get(0))).isEqualTo(get(both.get(1)));
      assertThat(get(both.get(0)).values()).doesNotHaveDuplicates().allMatch(id -> id >= 101);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Map<CollectionName, Integer> get(
      java.util.concurrent.Future<Map<CollectionName, Integer>> future)
      throws ExecutionException, InterruptedException {
    return future.get();
  }

  private static CollectionName name(String text) {
    return new CollectionName(text);
  }
}
