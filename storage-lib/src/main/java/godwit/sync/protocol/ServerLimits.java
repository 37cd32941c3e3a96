package godwit.sync.protocol;

import godwit.model.CollectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one request may hold. Clients read these numbers and cut their uploads to fit.
 *
 * @param maxPostBytes of all payloads of one POST
 * @param maxPostRecords in one POST
 * @param maxRecordPayloadBytes of one record
 * @param maxRequestBytes of a request's body
 * @param maxTotalBytes of all payloads of one batch
 * @param maxTotalRecords in one batch
 * @param collections what differs for some collections
 */
public record ServerLimits(
    long maxPostBytes,
    long maxPostRecords,
    long maxRecordPayloadBytes,
    long maxRequestBytes,
    long maxTotalBytes,
    long maxTotalRecords,
    Map<CollectionName, CollectionLimits> collections) {
  /** What a database without a limit on its transactions takes. */
  public static final ServerLimits DEFAULT =
      new ServerLimits(2_621_440, 100, 2_621_440, 2_625_536, 262_144_000, 10_000, Map.of());

  /** The same, with batches that fit into one Spanner commit: 100 MB and 80,000 mutations. */
  public static final ServerLimits SPANNER =
      new ServerLimits(2_621_440, 100, 2_621_440, 2_625_536, 100_000_000, 9_984, Map.of());

  /** A body is kept in memory, in one array. */
  private static final long LARGEST_REQUEST = 1 << 30;

  /** Rejects limits that let nothing through or contradict each other, all faults at once. */
  public ServerLimits {
    collections = java.util.Collections.unmodifiableMap(new TreeMap<>(collections));
    List<String> faults = new ArrayList<>();
    requirePositive(faults, "max_post_bytes", maxPostBytes);
    requirePositive(faults, "max_post_records", maxPostRecords);
    requirePositive(faults, "max_record_payload_bytes", maxRecordPayloadBytes);
    requirePositive(faults, "max_request_bytes", maxRequestBytes);
    requirePositive(faults, "max_total_bytes", maxTotalBytes);
    requirePositive(faults, "max_total_records", maxTotalRecords);
    requireRoom(faults, "max_request_bytes", maxRequestBytes, maxPostBytes);
    for (Map.Entry<CollectionName, CollectionLimits> entry : collections.entrySet()) {
      CollectionLimits own = entry.getValue();
      requireRoom(
          faults,
          "max_request_bytes of " + entry.getKey(),
          either(own.maxRequestBytes(), maxRequestBytes),
          either(own.maxPostBytes(), maxPostBytes));
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
  }

  private static void requirePositive(List<String> faults, String name, long limit) {
    if (limit <= 0) {
      faults.add(name + " is " + limit + "; it must be more than 0");
    }
  }

  private static void requireRoom(List<String> faults, String name, long request, long payloads) {
    if (request < payloads || request > LARGEST_REQUEST) {
      faults.add(
          name
              + " is "
              + request
              + "; it must be at least max_post_bytes, "
              + payloads
              + ", and at most "
              + LARGEST_REQUEST);
    }
  }

  private static long either(@Nullable Long own, long everybodys) {
    return own == null ? everybodys : own;
  }

  /** The same with limits of some collections. */
  public ServerLimits withCollections(Map<CollectionName, CollectionLimits> limits) {
    return new ServerLimits(
        maxPostBytes,
        maxPostRecords,
        maxRecordPayloadBytes,
        maxRequestBytes,
        maxTotalBytes,
        maxTotalRecords,
        limits);
  }

  /** The same with another number of records in one batch. */
  public ServerLimits withMaxTotalRecords(long records) {
    return new ServerLimits(
        maxPostBytes,
        maxPostRecords,
        maxRecordPayloadBytes,
        maxRequestBytes,
        maxTotalBytes,
        records,
        collections);
  }

  /** What holds for one collection. */
  public ServerLimits of(CollectionName collection) {
    CollectionLimits own = collections.get(collection);
    return own == null
        ? this
        : new ServerLimits(
            either(own.maxPostBytes(), maxPostBytes),
            maxPostRecords,
            either(own.maxRecordPayloadBytes(), maxRecordPayloadBytes),
            either(own.maxRequestBytes(), maxRequestBytes),
            maxTotalBytes,
            maxTotalRecords,
            Map.of());
  }
}
