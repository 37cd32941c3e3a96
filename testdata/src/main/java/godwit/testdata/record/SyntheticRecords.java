package godwit.testdata.record;

import godwit.testdata.ClientIds;
import godwit.testdata.Draws;
import godwit.testdata.Topic;
import godwit.testdata.Workload;
import godwit.testdata.record.SyntheticRecord.Label;
import godwit.testdata.record.SyntheticRecord.Times;
import godwit.testdata.user.CollectionPlan;
import godwit.testdata.user.Device;
import godwit.testdata.user.Holding;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The records of one holding, collection by collection, made one at a time as they are asked for:
 * two million of them pass through a small heap.
 */
public final class SyntheticRecords implements Iterable<SyntheticRecord> {
  private static final List<String> ROOTS = List.of("menu", "toolbar", "unfiled", "mobile");

  private final Workload workload;
  private final Holding holding;
  private final RecordTimes times;

  /** The records that {@code holding} has in {@code workload}. */
  public SyntheticRecords(Workload workload, Holding holding) {
    this.workload = workload;
    this.holding = holding;
    this.times = new RecordTimes(workload, holding.assignment());
  }

  /** The same records as {@link #iterator}. */
  public Stream<SyntheticRecord> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(
        Spliterators.spliterator(iterator(), holding.rows(), traits), false);
  }

  /** One record of one collection, by its number from 0: live ones first, then tombstones. */
  SyntheticRecord record(CollectionPlan plan, int i) {
    String name = plan.name().text();
    Draws draws = Topic.RECORD.draws(workload, holding.assignment().uid(), Draws.key(name), i);
    return switch (name) {
      case "meta" -> plain(plan, "global", PayloadShapes.metaGlobal(draws));
      case "crypto" -> plain(plan, "keys", PayloadShapes.cryptoKeys(draws));
      case "clients" -> device(plan, holding.devices().get(i), draws);
      default -> i < plan.live() ? live(plan, i, draws) : tombstone(plan, draws);
    };
  }

  private static SyntheticRecord plain(CollectionPlan plan, String id, String payload) {
    var label = new Label(RecordKind.LIVE, false, ClientFamily.DESKTOP);
    var when = new Times(plan.lastModified(), null);
    return new SyntheticRecord(plan.name(), id, null, payload, when, label);
  }

  private SyntheticRecord device(CollectionPlan plan, Device device, Draws draws) {
    Times when = times.ofDevice(device);
    ClientFamily family = Eras.draw("clients", when.modified(), draws);
    String payload = PayloadShapes.encrypted(family, LiveSizes.draw("clients", draws), draws);
    var label = new Label(RecordKind.LIVE, times.isExpired(when), family);
    return new SyntheticRecord(plan.name(), device.id(), 1, payload, when, label);
  }

  private SyntheticRecord live(CollectionPlan plan, int i, Draws draws) {
    String name = plan.name().text();
    Times when = times.draw(plan, draws);
    ClientFamily family = Eras.draw(name, when.modified(), draws);
    boolean root = name.equals("bookmarks") && i < ROOTS.size();
    String id = root ? ROOTS.get(i) : id(name, family, draws);
    Integer sortIndex = sortIndex(name, family, draws);
    String payload = PayloadShapes.encrypted(family, LiveSizes.draw(name, draws), draws);
    var label = new Label(RecordKind.LIVE, times.isExpired(when), family);
    return new SyntheticRecord(plan.name(), id, sortIndex, payload, when, label);
  }

  private SyntheticRecord tombstone(CollectionPlan plan, Draws draws) {
    String name = plan.name().text();
    Times when = times.draw(plan, draws);
    ClientFamily family = Eras.draw(name, when.modified(), draws);
    String id = id(name, family, draws);
    boolean logins = family == ClientFamily.IOS && name.equals("passwords");
    Integer sortIndex = logins ? 5_000_000 : null;
    String payload = PayloadShapes.tombstone(family, name, id, draws);
    var label = new Label(RecordKind.TOMBSTONE, times.isExpired(when), family);
    return new SyntheticRecord(plan.name(), id, sortIndex, payload, when, label);
  }

  private static String id(String collection, ClientFamily family, Draws draws) {
    boolean braced = collection.equals("passwords") && family == ClientFamily.DESKTOP;
    return braced ? ClientIds.bracedUuid(draws) : ClientIds.guid(draws);
  }

  private static @org.jspecify.annotations.Nullable Integer sortIndex(
      String collection, ClientFamily family, Draws draws) {
    return switch (collection) {
      case "bookmarks", "history" -> draws.chance(0.1) ? null : draws.below(20_000) - 1;
      case "passwords" -> family == ClientFamily.IOS ? Integer.valueOf(1) : null;
      default -> null;
    };
  }

  @Override
  public Iterator<SyntheticRecord> iterator() {
    return new Cursor();
  }

  /** Walks over the collections; streams would buffer a whole collection when iterated. */
  private final class Cursor implements Iterator<SyntheticRecord> {
    private int collection;
    private int next;

    @Override
    public boolean hasNext() {
      List<CollectionPlan> plans = holding.collections();
      while (collection < plans.size() && next >= plans.get(collection).rows()) {
        collection++;
        next = 0;
      }
      return collection < plans.size();
    }

    @Override
    public SyntheticRecord next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return record(holding.collections().get(collection), next++);
    }
  }
}
