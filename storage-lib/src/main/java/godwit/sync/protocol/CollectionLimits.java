package godwit.sync.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import godwit.model.CollectionName;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Limits of one collection that differ from everybody's; null where they do not.
 *
 * @param maxRecordPayloadBytes of one record, more than 0
 * @param maxPostBytes of all payloads of one POST, more than 0
 * @param maxRequestBytes of a request's body, more than 0
 */
public record CollectionLimits(
    @Nullable Long maxRecordPayloadBytes,
    @Nullable Long maxPostBytes,
    @Nullable Long maxRequestBytes) {

  /** Rejects limits that let nothing through. */
  public CollectionLimits {
    requirePositive("max_record_payload_bytes", maxRecordPayloadBytes);
    requirePositive("max_post_bytes", maxPostBytes);
    requirePositive("max_request_bytes", maxRequestBytes);
  }

  private static void requirePositive(String name, @Nullable Long limit) {
    if (limit != null && limit <= 0) {
      throw new IllegalArgumentException(name + " is " + limit + "; it must be more than 0");
    }
  }

  /**
   * Reads the form that syncstorage-rs takes from its environment: a JSON object that maps names of
   * collections to objects with any of the three limits.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Map<CollectionName, CollectionLimits> parse(String json) {
    JsonNode node;
    try {
      node = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The collection limits are not JSON: '" + json + "'", e);
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException("The collection limits are no object: '" + json + "'");
    }
    Map<CollectionName, CollectionLimits> limits = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      limits.put(name(entry.getKey()), limits(entry.getKey(), entry.getValue()));
    }
    return limits;
  }

  private static CollectionName name(String text) {
    if (!Names.isCollection(text)) {
      throw new IllegalArgumentException(
          "not a collection name: '"
              + text
              + "'; use 1 to 32 letters, digits, dots, dashes and underscores");
    }
    return new CollectionName(text);
  }

  private static CollectionLimits limits(String collection, JsonNode node) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals("max_record_payload_bytes")
          && !name.equals("max_post_bytes")
          && !name.equals("max_request_bytes")) {
        throw new IllegalArgumentException("no such limit: '" + name + "' of " + collection);
      }
    }
    return new CollectionLimits(
        limit(node, "max_record_payload_bytes"),
        limit(node, "max_post_bytes"),
        limit(node, "max_request_bytes"));
  }

  private static @Nullable Long limit(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be a whole number");
    }
    return value.longValue();
  }
}
