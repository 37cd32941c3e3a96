package godwit.pipelines.purge;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.model.Usage;
import godwit.storage.StorageException;
import godwit.sweep.DeadBatch;
import godwit.sweep.DeleteGuard;
import godwit.sweep.Deletion;
import godwit.sweep.OwnedRow;
import godwit.sweep.Owner;
import godwit.sweep.OwnerRange;
import godwit.sweep.Recount;
import godwit.sweep.ServerLoad;
import godwit.sweep.SweepOwner;
import godwit.sweep.SweepRow;
import godwit.sweep.SweepStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store in memory of one user's rows and dead batches, whose answers can be lost. */
public final class FakeStore implements SweepStore {
  static final Owner ALICE = new Owner.Uid(1);
  static final int BOOKMARKS = 7;

  /** How the next writes end. */
  enum Answer {
    /** As they should. */
    TOLD,
    /** Nothing is done: another writer was in the way. */
    REFUSED,
    /** All is done, and nobody is told. */
    LOST,
    /** Nothing is done, and never will be. */
    BROKEN
  }

  final Map<String, SweepRow> rows = new TreeMap<>();
  final Set<DeadBatch> batches = new HashSet<>();
  final Deque<Answer> answers = new ArrayDeque<>();
  Instant now = Instant.EPOCH;
  Supplier<Optional<ServerLoad>> load = Optional::empty;
  int opened;
  int closed;
  private final String name;

  FakeStore() {
    this("the fake");
  }

  private FakeStore(String name) {
    this.name = name;
  }

  /** An empty one that is that busy. */
  public static FakeStore busy(String name, ServerLoad load) {
    var store = new FakeStore(name);
    store.load = () -> Optional.of(load);
    return store;
  }

  void add(String id) {
    rows.put(id, new SweepRow(BOOKMARKS, id, 0, 0, 1, null, false));
  }

  private <T> T answered(T result, Runnable undo) {
    Answer answer = answers.isEmpty() ? Answer.TOLD : answers.remove();
    if (answer == Answer.TOLD) {
      return result;
    }
    if (answer != Answer.LOST) {
      undo.run();
    }
    throw new StorageException(
        answer == Answer.BROKEN ? StorageException.Kind.BROKEN : StorageException.Kind.TRANSIENT,
        "cut off");
  }

  @Override
  public Deletion delete(Owner owner, int collection, List<SweepRow> asked, DeleteGuard guard) {
    var before = new TreeMap<>(rows);
    Set<String> deleted = new TreeSet<>();
    Map<String, Deletion.Kept> kept = new HashMap<>();
    for (SweepRow row : asked) {
      if (rows.remove(row.id()) == null) {
        kept.put(row.id(), Deletion.Kept.GONE);
      } else {
        deleted.add(row.id());
      }
    }
    return answered(new Deletion(deleted, kept), () -> rows.putAll(before));
  }

  @Override
  public boolean delete(DeadBatch batch, Instant cutOff) {
    boolean was = batches.remove(batch);
    return answered(was, () -> batches.add(batch));
  }

  @Override
  public void expired(
      OwnerRange range,
      Instant cutOff,
      Set<Integer> collections,
      int pageRows,
      Predicate<List<OwnedRow>> pages) {
    boolean unused =
        pages.test(rows.values().stream().map(row -> new OwnedRow(ALICE, row)).toList());
  }

  @Override
  public void deadBatches(
      OwnerRange range,
      Instant cutOff,
      Set<Integer> collections,
      int pageRows,
      Predicate<List<DeadBatch>> pages) {
    boolean unused = pages.test(List.copyOf(batches));
  }

  @Override
  public Map<Integer, CollectionName> collectionNames() {
    opened++;
    Map<Integer, CollectionName> names = new TreeMap<>();
    Collections.standard().forEach((name, id) -> names.put(id, name));
    return names;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String describe() {
    return "a fake";
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public boolean keepsCounters() {
    return false;
  }

  @Override
  public List<OwnerRange> split(OwnerRange range, int pieces) {
    return List.of(range);
  }

  @Override
  public List<SweepOwner> ownersAfter(OwnerRange range, @Nullable Owner after, int limit) {
    return List.of();
  }

  @Override
  public Map<Owner, Map<Integer, Usage>> stored(Collection<Owner> owners) {
    return Map.of();
  }

  @Override
  public Map<Owner, Map<Integer, Usage>> foreignText(Collection<Owner> owners) {
    return Map.of();
  }

  @Override
  public void rows(
      Owner owner,
      Collection<Integer> collections,
      int payloadsUpTo,
      Consumer<SweepRow> consumer) {}

  @Override
  public Recount recount(Owner owner, int collection, boolean write) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<Integer, Usage> countExpired(OwnerRange range, Instant cutOff) {
    return Map.of();
  }

  @Override
  public boolean findsExpiredByIndex() {
    return true;
  }

  @Override
  public Optional<ServerLoad> load(boolean withLag) {
    return load.get();
  }

  @Override
  public void close() {
    closed++;
  }
}
