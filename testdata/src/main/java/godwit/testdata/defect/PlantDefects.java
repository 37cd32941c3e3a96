package godwit.testdata.defect;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Struct;
import godwit.model.Collections;
import godwit.model.UserKey;
import godwit.testdata.ClientIds;
import godwit.testdata.Draws;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Damages a target on purpose. Which rows are hit depends on the seed and on the target's keys
 * only, and no collection is hit twice, so that each defect can be found and named alone.
 */
public final class PlantDefects {
  private static final long META = 6;
  private static final long CRYPTO = 2;

  private final DatabaseClient client;
  private final TargetTables tables;
  private final long seed;
  private final Set<Key> taken = new HashSet<>();

  private PlantDefects(DatabaseClient client, long seed) {
    this.client = client;
    this.tables = new TargetTables(client);
    this.seed = seed;
  }

  /**
   * Plants the defects in their order; one that is listed twice is planted twice.
   *
   * @throws IllegalStateException if the target has no place left for one; those before it stay
   */
  public static List<Planted> plant(DatabaseClient client, long seed, List<Defect> defects) {
    var plant = new PlantDefects(client, seed);
    List<Planted> planted = new ArrayList<>();
    for (Defect defect : defects) {
      planted.add(plant.plant(defect));
    }
    return planted;
  }

  private Planted plant(Defect defect) {
    for (Place place : tables.places(seed, defect, place -> fits(defect, place))) {
      Optional<Planted> planted = plantAt(defect, place);
      if (planted.isPresent()) {
        return planted.get();
      }
    }
    throw new IllegalStateException(
        "No place for " + defect + " in the target; load more users first.");
  }

  private boolean fits(Defect defect, Place place) {
    if (place.collection() == Collections.MARKER_ID || taken.contains(place.key())) {
      return false;
    }
    boolean ordinary = place.collection() != META && place.collection() != CRYPTO;
    return switch (defect) {
      case META_GLOBAL_MISSING -> place.collection() == META;
      case KEYS_CHANGED -> place.collection() == CRYPTO;
      case EMPTY_COLLECTION_MISSING -> ordinary && place.isEmptyByCount();
      case COLLECTION_TIME_CHANGED, COUNTER_WRONG -> ordinary;
      case ROW_MISSING,
          ROW_EXTRA,
          PAYLOAD_CHANGED,
          TIME_CHANGED,
          EXPIRY_CHANGED,
          SORTINDEX_CHANGED,
          WRONG_COLLECTION ->
          ordinary && !place.isEmptyByCount();
    };
  }

  private Optional<Planted> plantAt(Defect defect, Place place) {
    return switch (defect) {
      case EMPTY_COLLECTION_MISSING -> removeEmpty(place);
      case COLLECTION_TIME_CHANGED ->
          commit(planted(defect, place, null, "modified"), List.of(Damage.collectionTime(place)));
      case COUNTER_WRONG ->
          commit(planted(defect, place, null, "count"), List.of(Damage.count(place)));
      case ROW_MISSING,
          ROW_EXTRA,
          PAYLOAD_CHANGED,
          TIME_CHANGED,
          EXPIRY_CHANGED,
          SORTINDEX_CHANGED,
          WRONG_COLLECTION,
          META_GLOBAL_MISSING,
          KEYS_CHANGED ->
          plantInRow(defect, place);
    };
  }

  private Optional<Planted> removeEmpty(Place place) {
    if (tables.anyId(place, seed).isPresent()) {
      return Optional.empty();
    }
    Planted planted = planted(Defect.EMPTY_COLLECTION_MISSING, place, null, null);
    return commit(planted, List.of(Damage.deleteCollection(place)));
  }

  private Optional<Planted> plantInRow(Defect defect, Place place) {
    String id = tables.anyId(place, seed).orElse(null);
    Struct row = id == null ? null : tables.row(place, id);
    if (id == null || row == null || row.isNull("payload")) {
      return Optional.empty();
    }
    return switch (defect) {
      case ROW_EXTRA -> addRow(place, row);
      case WRONG_COLLECTION -> moveRow(place, row);
      case ROW_MISSING, META_GLOBAL_MISSING ->
          commit(planted(defect, place, id, null), List.of(Damage.delete(place, id)));
      default -> changeColumn(defect, place, row);
    };
  }

  private Optional<Planted> changeColumn(Defect defect, Place place, Struct row) {
    String id = row.getString("bso_id");
    return switch (defect) {
      case TIME_CHANGED ->
          commit(planted(defect, place, id, "modified"), List.of(Damage.time(place, row)));
      case EXPIRY_CHANGED ->
          commit(planted(defect, place, id, "expiry"), List.of(Damage.expiry(place, row)));
      case SORTINDEX_CHANGED ->
          commit(planted(defect, place, id, "sortindex"), List.of(Damage.sortIndex(place, row)));
      default -> commit(planted(defect, place, id, "payload"), List.of(Damage.payload(place, row)));
    };
  }

  private Optional<Planted> addRow(Place place, Struct row) {
    String id = ClientIds.guid(Draws.of(seed, Draws.key(row.getString("bso_id"))));
    Planted planted = planted(Defect.ROW_EXTRA, place, id, null);
    return commit(planted, List.of(Damage.copy(place, row, id)));
  }

  private Optional<Planted> moveRow(Place place, Struct row) {
    for (Place other : tables.siblings(place)) {
      if (fits(Defect.WRONG_COLLECTION, other)) {
        taken.add(other.key());
        Planted planted =
            planted(Defect.WRONG_COLLECTION, place, row.getString("bso_id"), "collection_id");
        return commit(planted, Damage.move(place, other, row));
      }
    }
    return Optional.empty();
  }

  private Planted planted(
      Defect defect, Place place, @Nullable String id, @Nullable String column) {
    taken.add(place.key());
    var user = new UserKey(place.fxaUid(), place.fxaKid());
    return new Planted(defect, user, tables.name(place.collection()), id, column);
  }

  private Optional<Planted> commit(Planted planted, List<Mutation> damage) {
    client.write(damage);
    return Optional.of(planted);
  }
}
