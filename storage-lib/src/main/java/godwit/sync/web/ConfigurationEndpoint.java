package godwit.sync.web;

import com.fasterxml.jackson.core.JsonGenerator;
import godwit.http.HttpResponse;
import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.sync.protocol.CollectionLimits;
import godwit.sync.protocol.JsonBody;
import godwit.sync.protocol.LastModified;
import godwit.sync.protocol.ServerLimits;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits, for clients: {@code GET /info/configuration}. The same for all, and so unsigned. */
final class ConfigurationEndpoint {
  private final HttpResponse response;

  ConfigurationEndpoint(ServerLimits limits, QuotaPolicy quota) {
    this.response =
        LastModified.on(
            JsonBody.of(200, json -> write(json, limits, quota)), SyncTimestamp.ofMillis(0));
  }

  HttpResponse get() {
    return response;
  }

  private static void write(JsonGenerator json, ServerLimits limits, QuotaPolicy quota)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("max_post_bytes", limits.maxPostBytes());
    json.writeNumberField("max_post_records", limits.maxPostRecords());
    json.writeNumberField("max_record_payload_bytes", limits.maxRecordPayloadBytes());
    json.writeNumberField("max_request_bytes", limits.maxRequestBytes());
    json.writeNumberField("max_total_bytes", limits.maxTotalBytes());
    json.writeNumberField("max_total_records", limits.maxTotalRecords());
    json.writeNumberField("max_quota_limit", quota.limitBytes());
    if (!limits.collections().isEmpty()) {
      json.writeObjectFieldStart("collections");
      for (Map.Entry<CollectionName, CollectionLimits> entry : limits.collections().entrySet()) {
        write(json, entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, CollectionName collection, CollectionLimits own)
      throws IOException {
    json.writeObjectFieldStart(collection.text());
    write(json, "max_record_payload_bytes", own.maxRecordPayloadBytes());
    write(json, "max_post_bytes", own.maxPostBytes());
    write(json, "max_request_bytes", own.maxRequestBytes());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, @Nullable Long limit)
      throws IOException {
    if (limit != null) {
      json.writeNumberField(name, limit);
    }
  }
}
