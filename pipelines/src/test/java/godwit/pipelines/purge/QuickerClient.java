package godwit.pipelines.purge;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.ServedStore;
import godwit.sweep.Owner;
import godwit.sweep.SweepRow;
import godwit.testdata.client.Account;
import godwit.testdata.client.Reply;
import godwit.testdata.client.SyncClient;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A device that is quicker than the purge, once: of the records that the purge has judged it writes
 * one, and deletes another.
 */
final class QuickerClient implements AutoCloseable {
  private static final int OK = 200;
  private static final int BUSY = 503;
  private static final int TRIES = 200;

  private final SyncClient client;
  private final String place;
  private final String collection;
  private final Set<String> own;
  private @Nullable String written;
  private boolean hasDeleted;

  /**
   * A device.
   *
   * @param place the user and collection in the store's words
   * @param own ids that nobody else writes to
   */
  QuickerClient(
      ServedStore server,
      Account account,
      String place,
      String collection,
      Collection<String> own) {
    this.client = server.device(account);
    this.place = place;
    this.collection = collection;
    this.own = Set.copyOf(own);
  }

  /** Takes its chance if these are records of its own. */
  synchronized void meet(Owner owner, List<SweepRow> judged) {
    List<String> ids = judged.stream().map(SweepRow::id).filter(own::contains).toList();
    if (written != null || ids.size() < 2 || !place.startsWith(owner.shown(true) + "/")) {
      return;
    }
    assertThat(heard(() -> client.put(path(ids.get(0)), "{\"payload\":\"mine\"}"))).isEqualTo(OK);
    written = ids.get(0);
    // One that has expired is not found.
    hasDeleted = heard(() -> client.delete(path(ids.get(1)))) == OK;
  }

  private static int heard(Supplier<Reply> call) {
    int status = BUSY;
    for (int i = 0; i < TRIES && status == BUSY; i++) {
      status = call.get().status();
    }
    return status;
  }

  /** What the purge must have left, if they met. */
  synchronized @Nullable String written() {
    return written;
  }

  /** Whether the purge must have missed another. */
  synchronized boolean hasDeleted() {
    return hasDeleted;
  }

  private String path(String id) {
    return "/storage/" + collection + "/" + id;
  }

  @Override
  public void close() {
    client.close();
  }
}
