package godwit.sync.web;

import godwit.http.HttpResponse;
import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.sync.StorageReader;
import godwit.sync.protocol.JsonBody;
import godwit.sync.protocol.LastModified;
import godwit.sync.protocol.Preconditions;
import godwit.sync.protocol.Rendering;
import java.util.Map;
import java.util.function.Function;

/** What a user has: {@code GET /info/...}. */
final class InfoEndpoints {
  private static final String RECORDS = "X-Weave-Records";

  private final HeldSessions sessions;

  InfoEndpoints(HeldSessions sessions) {
    this.sessions = sessions;
  }

  HttpResponse collections(SyncRequest request) {
    return map(request, StorageReader::collectionTimes, JsonBody::time);
  }

  HttpResponse counts(SyncRequest request) {
    return map(
        request, StorageReader::visibleUsage, (json, usage) -> json.writeNumber(usage.rows()));
  }

  HttpResponse usage(SyncRequest request) {
    return map(
        request,
        StorageReader::visibleUsage,
        (json, usage) -> JsonBody.kibibytes(json, usage.bytes()));
  }

  private <T> HttpResponse map(
      SyncRequest request,
      Function<StorageReader, Map<CollectionName, T>> reading,
      JsonBody.ItemWriting<T> writing) {
    return read(
        request,
        session -> {
          Map<CollectionName, T> values = reading.apply(session);
          return () ->
              JsonBody.of(
                      200,
                      json -> {
                        json.writeStartObject();
                        for (Map.Entry<CollectionName, T> entry : values.entrySet()) {
                          json.writeFieldName(entry.getKey().text());
                          writing.write(json, entry.getValue());
                        }
                        json.writeEndObject();
                      })
                  .with(RECORDS, Integer.toString(values.size()));
        });
  }

  /** What is used; the quota itself was never told. */
  HttpResponse quota(SyncRequest request) {
    return read(
        request,
        session -> {
          long bytes = session.visibleUsage().values().stream().mapToLong(Usage::bytes).sum();
          return () ->
              JsonBody.of(
                  200,
                  json -> {
                    json.writeStartArray();
                    JsonBody.kibibytes(json, bytes);
                    json.writeNull();
                    json.writeEndArray();
                  });
        });
  }

  private HttpResponse read(SyncRequest request, Function<StorageReader, Rendering> work) {
    Preconditions preconditions = Preconditions.of(request.http());
    return sessions.readStorage(
        request.user(),
        session -> {
          SyncTimestamp modified = session.modified();
          return preconditions
              .unmet(modified)
              .orElseGet(
                  () -> {
                    Rendering rendering = work.apply(session);
                    return () -> LastModified.on(rendering.render(), modified);
                  });
        });
  }
}
