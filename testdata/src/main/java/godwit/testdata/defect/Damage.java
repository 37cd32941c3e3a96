package godwit.testdata.defect;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Struct;
import java.util.ArrayList;
import java.util.List;

/** The mutations that do the harm. */
final class Damage {
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private Damage() {}

  static Mutation delete(Place place, String id) {
    return Mutation.delete("bsos", place.key(id));
  }

  static Mutation deleteCollection(Place place) {
    return Mutation.delete("user_collections", place.key());
  }

  static Mutation payload(Place place, Struct row) {
    String payload = row.getString("payload");
    int middle = payload.length() / 2;
    char other = payload.charAt(middle) == 'A' ? 'B' : 'A';
    String changed = payload.substring(0, middle) + other + payload.substring(middle + 1);
    return update(place, row).set("payload").to(changed).build();
  }

  static Mutation time(Place place, Struct row) {
    return update(place, row).set("modified").to(later(row.getTimestamp("modified"), 10)).build();
  }

  static Mutation expiry(Place place, Struct row) {
    return update(place, row).set("expiry").to(later(row.getTimestamp("expiry"), 1_000)).build();
  }

  static Mutation sortIndex(Place place, Struct row) {
    long changed = row.isNull("sortindex") ? 1 : row.getLong("sortindex") + 1;
    return update(place, row).set("sortindex").to(changed).build();
  }

  /** The same record under another id or in another collection. */
  static Mutation copy(Place place, Struct row, String id) {
    Mutation.WriteBuilder copy = keyed(Mutation.newInsertBuilder("bsos"), place, id);
    if (!row.isNull("sortindex")) {
      copy = copy.set("sortindex").to(row.getLong("sortindex"));
    }
    return copy.set("payload")
        .to(row.getString("payload"))
        .set("modified")
        .to(row.getTimestamp("modified"))
        .set("expiry")
        .to(row.getTimestamp("expiry"))
        .build();
  }

  static Mutation collectionTime(Place place) {
    return collection(place).set("modified").to(later(place.modified(), 10)).build();
  }

  static Mutation count(Place place) {
    Long count = place.count();
    return collection(place).set("count").to(count == null ? 1 : count + 1).build();
  }

  static List<Mutation> move(Place from, Place to, Struct row) {
    String id = row.getString("bso_id");
    List<Mutation> both = new ArrayList<>();
    both.add(delete(from, id));
    both.add(copy(to, row, id));
    return both;
  }

  private static Mutation.WriteBuilder update(Place place, Struct row) {
    return keyed(Mutation.newUpdateBuilder("bsos"), place, row.getString("bso_id"));
  }

  private static Mutation.WriteBuilder keyed(
      Mutation.WriteBuilder builder, Place place, String id) {
    return keyed(builder, place).set("bso_id").to(id);
  }

  private static Mutation.WriteBuilder collection(Place place) {
    return keyed(Mutation.newUpdateBuilder("user_collections"), place);
  }

  private static Mutation.WriteBuilder keyed(Mutation.WriteBuilder builder, Place place) {
    return builder
        .set("fxa_uid")
        .to(place.fxaUid())
        .set("fxa_kid")
        .to(place.fxaKid())
        .set("collection_id")
        .to(place.collection());
  }

  private static Timestamp later(Timestamp time, int millis) {
    long nanos = time.getNanos() + (long) millis * NANOS_PER_MILLI;
    return Timestamp.ofTimeSecondsAndNanos(
        time.getSeconds() + nanos / NANOS_PER_SECOND, (int) (nanos % NANOS_PER_SECOND));
  }
}
