package godwit.sync.contract;

import static godwit.sync.contract.Changes.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.SyncTimestamp;
import godwit.sync.CollectionReader;
import godwit.sync.CollectionWriter;
import godwit.sync.MoveState;
import godwit.sync.StorageReader;
import godwit.sync.StorageWriter;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Users who are moved to another server; everybody lives here where no moves are known. */
abstract class MoveContract extends ContractSuite {
  private final List<SyncUser> moved = new ArrayList<>();

  private void move(SyncUser who, MoveState state) {
    moved.add(who);
    behind().move(who, state);
  }

  @AfterEach
  void moveBack() {
    moved.forEach(who -> behind().move(who, MoveState.HERE));
  }

  @Test
  void user_livesHere() {
    assertThat(storage.moveState(user)).isEqualTo(MoveState.HERE);
    put(payload("a", "1"));
    assertThat(storage.moveState(user)).isEqualTo(MoveState.HERE);
  }

  @ParameterizedTest
  @EnumSource(names = {"FROZEN", "SWITCHED"})
  void movedUser_isRefusedEverything(MoveState state) {
    needs(Capability.MOVES);
    put(payload("a", "1"));
    move(user, state);

    assertThat(storage.moveState(user)).isEqualTo(state);
    SyncRefusal.Kind kind =
        state == MoveState.FROZEN ? SyncRefusal.Kind.FROZEN : SyncRefusal.Kind.SWITCHED;
    assertRefused(kind, () -> storage.readCollection(user, BOOKMARKS, CollectionReader::modified));
    assertRefused(kind, () -> storage.readStorage(user, StorageReader::modified));
    assertRefused(kind, () -> put(payload("a", "2")));
    assertRefused(
        kind, () -> storage.writeCollection(user, HISTORY, CollectionWriter::deleteCollection));
    assertRefused(
        kind,
        () ->
            storage.writeStorage(
                user,
                writer -> {
                  writer.deleteAll();
                  return writer.now();
                }));
  }

  @ParameterizedTest
  @EnumSource(names = {"FROZEN", "SWITCHED"})
  void movedUser_whoComesBackFindsEverythingAsItWas(MoveState state) {
    needs(Capability.MOVES);
    SyncTimestamp first = put(payload("a", "1"));
    String batch = open(payload("b", "2"));
    move(user, state);
    SyncRefusal.Kind kind =
        state == MoveState.FROZEN ? SyncRefusal.Kind.FROZEN : SyncRefusal.Kind.SWITCHED;
    assertRefused(kind, () -> put(payload("a", "2")));
    assertRefused(kind, () -> commit(batch));
    assertRefused(kind, () -> storage.writeStorage(user, StorageWriter::modified));
    move(user, MoveState.HERE);

    assertThat(storage.moveState(user)).isEqualTo(MoveState.HERE);
    assertThat(time()).isEqualTo(first);
    assertThat(textOf("a")).contains("1");
    commit(batch);
    assertThat(ids()).containsExactly("b", "a");
  }

  @Test
  void otherUsers_areServedMeanwhile() {
    needs(Capability.MOVES);
    move(user, MoveState.FROZEN);
    user = stage().newUser();
    put(payload("a", "1"));

    assertThat(storage.moveState(user)).isEqualTo(MoveState.HERE);
    assertThat(ids()).containsExactly("a");
  }

  /** What it copies after that must not change behind its back. */
  @Test
  void move_doesNotBeginBeforeTheWriterInFlightHasEnded() {
    needs(Capability.MOVES);
    put(payload("a", "1"));
    CompletableFuture<List<String>> storedThen = new CompletableFuture<>();
    moved.add(user);
    write(
        writer -> {
          storedThen.completeAsync(
              () -> {
                behind().move(user, MoveState.FROZEN);
                return behind().storedIds(user, BOOKMARKS);
              });
          assertThat(storedThen).failsWithin(Duration.ofMillis(300));
          writer.put(List.of(payload("b", "2")));
        });

    assertThat(storedThen.join()).containsExactlyInAnyOrder("a", "b");
    assertRefused(SyncRefusal.Kind.FROZEN, () -> put(payload("c", "3")));
  }

  /** Tokens of old tokenservers name none, and a backend may know moved users by account only. */
  @ParameterizedTest
  @EnumSource(names = {"FROZEN", "SWITCHED"})
  void movedUser_isRefusedWithATokenThatNamesNoAccountToo(MoveState state) {
    needs(Capability.MOVES);
    SyncTimestamp first = put(payload("a", "1"));
    SyncUser whole = user;
    move(user, state);
    user = new SyncUser(user.uid(), "", "");

    assertNotServed(() -> put(payload("b", "2")));
    assertNotServed(() -> open(payload("b", "2")));
    assertNotServed(this::ids);
    assertNotServed(() -> storage.writeStorage(user, StorageWriter::modified));
    assertNotServed(() -> storage.readStorage(user, StorageReader::modified));
    move(whole, MoveState.HERE);
    assertThat(storage.moveState(user)).isEqualTo(MoveState.HERE);
    assertThat(time()).isEqualTo(first);
    assertThat(ids()).containsExactly("a");
  }

  private static void assertNotServed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SyncRefusal.class,
            refusal ->
                assertThat(refusal.kind())
                    .isIn(
                        SyncRefusal.Kind.FROZEN,
                        SyncRefusal.Kind.SWITCHED,
                        SyncRefusal.Kind.NO_KEY));
  }
}
