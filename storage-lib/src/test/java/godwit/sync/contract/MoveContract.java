package godwit.sync.contract;

import static godwit.sync.contract.Changes.payload;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.SyncTimestamp;
import godwit.sync.CollectionReader;
import godwit.sync.CollectionWriter;
import godwit.sync.MoveState;
import godwit.sync.StorageReader;
import godwit.sync.StorageWriter;
import godwit.sync.SyncRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Users who are moved to another server; everybody lives here where no moves are known. */
abstract class MoveContract extends ContractSuite {
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
    behind().move(user, state);

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
    behind().move(user, state);
    SyncRefusal.Kind kind =
        state == MoveState.FROZEN ? SyncRefusal.Kind.FROZEN : SyncRefusal.Kind.SWITCHED;
    assertRefused(kind, () -> put(payload("a", "2")));
    assertRefused(kind, () -> commit(batch));
    assertRefused(kind, () -> storage.writeStorage(user, StorageWriter::modified));
    behind().move(user, MoveState.HERE);

    assertThat(storage.moveState(user)).isEqualTo(MoveState.HERE);
    assertThat(time()).isEqualTo(first);
    assertThat(textOf("a")).contains("1");
    commit(batch);
    assertThat(ids()).containsExactly("b", "a");
  }

  @Test
  void otherUsers_areServedMeanwhile() {
    needs(Capability.MOVES);
    behind().move(user, MoveState.FROZEN);
    user = stage().newUser();
    put(payload("a", "1"));

    assertThat(storage.moveState(user)).isEqualTo(MoveState.HERE);
    assertThat(ids()).containsExactly("a");
  }
}
