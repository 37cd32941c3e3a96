package godwit.pipelines.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeyRange;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import godwit.model.UserKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a {@link PartEntry} lies in the table {@code godwit_parts}. */
final class PartRows {
  static final String TABLE = "godwit_parts";

  private static final List<String> COLUMNS =
      List.of("part", "parts", "source_vector", "counts", "collections");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PartRows() {}

  static Mutation put(String runId, PartEntry part) {
    return Mutation.newInsertOrUpdateBuilder(TABLE)
        .set("run_id")
        .to(runId)
        .set("fxa_uid")
        .to(part.user().fxaUid())
        .set("fxa_kid")
        .to(part.user().fxaKid())
        .set("part")
        .to(part.index())
        .set("parts")
        .to(part.of())
        .set("source_vector")
        .to(part.vector().json())
        .set("counts")
        .to(json(part.counts()))
        .set("collections")
        .to(json(part.collections()))
        .set("updated_at")
        .to(Timestamp.now())
        .build();
  }

  static List<PartEntry> of(ReadContext context, String runId, UserKey user) {
    var keys = KeySet.range(KeyRange.prefix(Key.of(runId, user.fxaUid(), user.fxaKid())));
    var parts = new ArrayList<PartEntry>();
    try (ResultSet rows = context.read(TABLE, keys, COLUMNS)) {
      while (rows.next()) {
        parts.add(
            new PartEntry(
                user,
                (int) rows.getLong("part"),
                (int) rows.getLong("parts"),
                SourceVector.parse(rows.getString("source_vector")),
                parse(rows.getString("counts"), new TypeReference<RowCounts>() {}),
                parse(
                    rows.getString("collections"),
                    new TypeReference<Map<Integer, PartEntry.Stored>>() {})));
      }
    }
    return parts;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures are always JSON", e);
    }
  }

  private static <T> T parse(String json, TypeReference<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger holds figures that are not JSON", e);
    }
  }
}
