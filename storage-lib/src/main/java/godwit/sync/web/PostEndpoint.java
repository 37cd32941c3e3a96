package godwit.sync.web;

import com.fasterxml.jackson.core.JsonGenerator;
import godwit.http.HttpResponse;
import godwit.model.SyncTimestamp;
import godwit.model.Usage;
import godwit.sync.CollectionWriter;
import godwit.sync.SyncUser;
import godwit.sync.protocol.BatchParameters;
import godwit.sync.protocol.BrokenCrypto;
import godwit.sync.protocol.ErrorCode;
import godwit.sync.protocol.JsonBody;
import godwit.sync.protocol.LastModified;
import godwit.sync.protocol.ListParameters;
import godwit.sync.protocol.MediaTypes;
import godwit.sync.protocol.Preconditions;
import godwit.sync.protocol.QueryText;
import godwit.sync.protocol.Refused;
import godwit.sync.protocol.Rendering;
import godwit.sync.protocol.ServerLimits;
import godwit.sync.protocol.SubmittedList;
import godwit.sync.protocol.UploadHeaders;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Uploads of many records: at once, or as a batch of several requests. */
final class PostEndpoint {
  private final HeldSessions sessions;
  private final Predicate<String> isBatchId;
  private final ServerLimits limits;
  private final WriteQuota quota;

  PostEndpoint(
      HeldSessions sessions, Predicate<String> isBatchId, ServerLimits limits, WriteQuota quota) {
    this.sessions = sessions;
    this.isBatchId = isBatchId;
    this.limits = limits;
    this.quota = quota;
  }

  HttpResponse post(SyncRequest request) {
    QueryText query = QueryText.of(request.http().rawQuery());
    ListParameters.of(query);
    Posting posting = upload(request);
    UploadHeaders.check(request.http(), limits.of(request.collection()));
    BatchParameters batch = BatchParameters.of(query, isBatchId);
    Preconditions preconditions = Preconditions.of(request.http());
    SyncUser user = request.user();
    return sessions.writeCollection(
        request,
        session ->
            preconditions
                .unmet(session.modified())
                .orElseGet(
                    () ->
                        switch (batch.step()) {
                          case PLAIN -> put(user, session, posting);
                          case START -> start(user, session, posting);
                          case APPEND -> append(user, session, batch.requireId(), posting);
                          case COMMIT -> commit(user, session, batch.requireId(), posting);
                        }));
  }

  private Posting upload(SyncRequest request) {
    ServerLimits own = limits.of(request.collection());
    String type = MediaTypes.ofBody(request.http());
    String text = RequestBody.read(request, own, ErrorCode.UNSPECIFIED);
    Posting posting = Posting.of(SubmittedList.read(type, text), own);
    BrokenCrypto.refuse(request.collection(), posting.changes());
    return posting;
  }

  private Rendering put(SyncUser user, CollectionWriter session, Posting posting) {
    SyncTimestamp now = session.now();
    Runnable afterwards = quota.check(user, session);
    session.put(posting.changes());
    return () -> {
      afterwards.run();
      return stored(posting, now);
    };
  }

  private Rendering start(SyncUser user, CollectionWriter session, Posting posting) {
    SyncTimestamp unchanged = session.modified();
    if (isTooMuch(Usage.NONE, posting)) {
      return PostEndpoint::tooMuch;
    }
    Runnable afterwards = quota.checkBatch(user, session, 0, posting.bytes());
    String id = session.batches().create(posting.changes());
    return () -> {
      afterwards.run();
      return staged(posting, id, unchanged);
    };
  }

  private Rendering append(SyncUser user, CollectionWriter session, String id, Posting posting) {
    SyncTimestamp unchanged = session.modified();
    Usage others = session.batches().staged(id, posting.ids());
    if (isTooMuch(others, posting)) {
      return PostEndpoint::tooMuch;
    }
    Runnable afterwards = quota.checkBatch(user, session, others.bytes(), posting.bytes());
    session.batches().append(id, posting.changes());
    return () -> {
      afterwards.run();
      return staged(posting, id, unchanged);
    };
  }

  private Rendering commit(SyncUser user, CollectionWriter session, String id, Posting posting) {
    SyncTimestamp now = session.now();
    if (isTooMuch(session.batches().staged(id, posting.ids()), posting)) {
      return PostEndpoint::tooMuch;
    }
    // What is staged was compared when it was staged.
    Runnable afterwards = posting.changes().isEmpty() ? () -> {} : quota.check(user, session);
    session.batches().commit(id, posting.changes());
    return () -> {
      afterwards.run();
      return stored(posting, now);
    };
  }

  /** The headers that announce a batch's size are the client's word; this is what it sent. */
  private boolean isTooMuch(Usage others, Posting posting) {
    return others.rows() + posting.changes().size() > limits.maxTotalRecords()
        || others.bytes() + posting.bytes() > limits.maxTotalBytes();
  }

  private static HttpResponse tooMuch() {
    throw Refused.with(400, ErrorCode.TOO_LARGE);
  }

  private static HttpResponse stored(Posting posting, SyncTimestamp now) {
    return LastModified.on(JsonBody.of(200, json -> write(json, posting, now, null)), now);
  }

  private static HttpResponse staged(Posting posting, String batch, SyncTimestamp unchanged) {
    return LastModified.on(JsonBody.of(202, json -> write(json, posting, null, batch)), unchanged);
  }

  private static void write(
      JsonGenerator json, Posting posting, @Nullable SyncTimestamp modified, @Nullable String batch)
      throws IOException {
    json.writeStartObject();
    if (modified != null) {
      json.writeFieldName("modified");
      JsonBody.time(json, modified);
    }
    writeIds(json, posting.ids());
    writeFailed(json, posting.failed());
    if (batch != null) {
      json.writeStringField("batch", batch);
    }
    json.writeEndObject();
  }

  private static void writeIds(JsonGenerator json, List<String> ids) throws IOException {
    json.writeArrayFieldStart("success");
    for (String id : ids) {
      json.writeString(id);
    }
    json.writeEndArray();
  }

  private static void writeFailed(JsonGenerator json, Map<String, String> failed)
      throws IOException {
    json.writeObjectFieldStart("failed");
    for (Map.Entry<String, String> entry : failed.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }
}
