package godwit.pipelines.purge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads a manifest as an operator's script would. */
final class ManifestLines {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ManifestLines() {}

  /** What was deleted, as {@code user/collection/id}; fails if a chunk was cut off. */
  static List<String> deleted(List<String> lines) {
    Map<Long, List<JsonNode>> open = new HashMap<>();
    List<String> deleted = new ArrayList<>();
    for (String line : lines) {
      JsonNode node = parse(line);
      long chunk = node.path("chunk").asLong();
      if (node.has("id") || node.has("batch")) {
        open.computeIfAbsent(chunk, number -> new ArrayList<>()).add(node);
        continue;
      }
      var kept = new TreeSet<String>();
      node.path("kept").fieldNames().forEachRemaining(kept::add);
      List<JsonNode> rows = open.remove(chunk);
      if (rows == null
          || rows.size() - kept.size() - node.path("unseen").size()
              != node.path("deleted").asLong()) {
        throw new AssertionError("chunk " + chunk + " does not add up");
      }
      rows.stream()
          .filter(row -> row.has("id") && !kept.contains(row.path("id").asText()))
          .forEach(
              row ->
                  deleted.add(
                      row.path("user").asText()
                          + "/"
                          + row.path("collection").asText()
                          + "/"
                          + row.path("id").asText()));
    }
    if (!open.isEmpty()) {
      throw new AssertionError("chunks that were cut off: " + open.keySet());
    }
    return deleted;
  }

  /** The ids that a manifest names, deleted or not. */
  static List<String> named(List<String> lines) {
    return lines.stream()
        .map(ManifestLines::parse)
        .filter(node -> node.has("id"))
        .map(node -> node.path("user").asText() + "/" + node.path("id").asText())
        .toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }
}
