package godwit.sync.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.CollectionName;
import godwit.sync.BsoChange;
import godwit.sync.MoveState;
import godwit.sync.SyncClock;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncUser;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is being moved away is refused, from the moment that a freeze returns. */
@Tag("server")
class MoveTest {
  private static final CollectionName BOOKMARKS = new CollectionName("bookmarks");
  private static final SyncUser USER = new SyncUser(7, "0a", "1-k");
  private static final SyncUser OTHER = new SyncUser(8, "0b", "1-k");
  private static final List<BsoChange> CHANGES = List.of(new BsoChange("a", null, "x", null));

  private final MySqlBinding binding = new MySqlBinding(ServedLayout.OURS);
  private final MySqlStorage storage = binding.open(SyncClock.system());
  private final MySqlStorage mover = binding.open(SyncClock.system());

  @BeforeEach
  void write() {
    put(USER);
    put(OTHER);
  }

  @AfterEach
  void close() {
    storage.close();
    mover.close();
    binding.close();
  }

  private void put(SyncUser user) {
    storage.writeCollection(
        user,
        BOOKMARKS,
        writer -> {
          writer.put(CHANGES);
          return writer.now();
        });
  }

  private void assertRefused(SyncRefusal.Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SyncRefusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }

  @Test
  void freeze_waitsForAWriterInFlight() {
    assertFreezeWaits(BOOKMARKS);
  }

  @Test
  void freeze_waitsForTheFirstWriterOfACollection() {
    assertFreezeWaits(new CollectionName("history"));
  }

  private void assertFreezeWaits(CollectionName collection) {
    CompletableFuture<List<String>> storedAtFreeze = new CompletableFuture<>();
    storage.writeCollection(
        USER,
        collection,
        writer -> {
          storedAtFreeze.completeAsync(
              () -> {
                mover.setMoveState(USER, MoveState.FROZEN);
                return binding.storedIds(USER, collection);
              });
          Waits.untilSomebodyWaitsForALock(binding);
          writer.put(CHANGES);
          return writer.now();
        });

    assertThat(storedAtFreeze.join()).containsExactly("a");
    assertRefused(SyncRefusal.Kind.FROZEN, () -> put(USER));
  }

  @Test
  void frozenUser_isRefusedEverywhere() {
    mover.setMoveState(USER, MoveState.FROZEN);

    SyncRefusal.Kind frozen = SyncRefusal.Kind.FROZEN;
    assertRefused(frozen, () -> put(USER));
    assertRefused(frozen, () -> storage.readCollection(USER, BOOKMARKS, reader -> reader.now()));
    assertRefused(
        frozen,
        () -> storage.readCollection(USER, new CollectionName("unknown"), reader -> reader.now()));
    assertRefused(frozen, () -> storage.readStorage(USER, reader -> reader.now()));
    assertRefused(
        frozen,
        () ->
            storage.writeStorage(
                USER,
                writer -> {
                  writer.deleteAll();
                  return writer.now();
                }));
    assertThat(storage.moveState(USER)).isEqualTo(MoveState.FROZEN);
    assertThat(binding.storedIds(USER, BOOKMARKS)).containsExactly("a");
  }

  @Test
  void frozenUser_makesUpNoNames() {
    var made = new CollectionName("made-up");
    mover.setMoveState(USER, MoveState.FROZEN);

    assertRefused(
        SyncRefusal.Kind.FROZEN, () -> storage.writeCollection(USER, made, writer -> writer.now()));
    assertThat(binding.idsOf(made)).isZero();
  }

  @Test
  void freeze_doesNotWaitForOtherUsers() {
    storage.writeCollection(
        OTHER,
        BOOKMARKS,
        writer -> {
          mover.setMoveState(USER, MoveState.FROZEN);
          writer.put(CHANGES);
          return writer.now();
        });

    put(OTHER);
    assertThat(storage.moveState(USER)).isEqualTo(MoveState.FROZEN);
  }

  @Test
  void userMovedBack_isServedAgain() {
    mover.setMoveState(USER, MoveState.FROZEN);
    mover.setMoveState(USER, MoveState.SWITCHED);
    assertRefused(SyncRefusal.Kind.SWITCHED, () -> put(USER));

    mover.setMoveState(USER, MoveState.HERE);

    put(USER);
    assertThat(storage.moveState(USER)).isEqualTo(MoveState.HERE);
  }

  @Test
  void tableThatAppearsLater_isHonoured() {
    binding.execute("DROP TABLE migration");
    put(USER);
    assertThat(storage.moveState(USER)).isEqualTo(MoveState.HERE);

    mover.setMoveState(USER, MoveState.FROZEN);

    assertRefused(SyncRefusal.Kind.FROZEN, () -> put(USER));
  }

  /** It may be the one who is moved; 401 makes its client ask for a token that tells. */
  @Test
  void userWithoutAnAccount_isNotServedWhileAnybodyIsMoved() {
    SyncUser old = new SyncUser(9, "", "");
    put(old);
    mover.setMoveState(USER, MoveState.FROZEN);

    assertRefused(SyncRefusal.Kind.NO_KEY, () -> put(old));
    assertRefused(SyncRefusal.Kind.NO_KEY, () -> storage.moveState(old));
    mover.setMoveState(USER, MoveState.HERE);
    put(old);
  }

  @Test
  void userWithoutAnAccount_isServedAndNeverFrozen() {
    SyncUser old = new SyncUser(9, "", "");
    put(old);

    assertRefused(SyncRefusal.Kind.NO_KEY, () -> storage.setMoveState(old, MoveState.FROZEN));
    assertThat(storage.moveState(old)).isEqualTo(MoveState.HERE);
  }
}
