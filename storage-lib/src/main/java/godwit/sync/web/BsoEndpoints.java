package godwit.sync.web;

import godwit.http.HttpResponse;
import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoChange;
import godwit.sync.CollectionWriter;
import godwit.sync.SyncUser;
import godwit.sync.protocol.BrokenCrypto;
import godwit.sync.protocol.ErrorCode;
import godwit.sync.protocol.JsonBody;
import godwit.sync.protocol.LastModified;
import godwit.sync.protocol.ListParameters;
import godwit.sync.protocol.MediaTypes;
import godwit.sync.protocol.Preconditions;
import godwit.sync.protocol.Refused;
import godwit.sync.protocol.Rendering;
import godwit.sync.protocol.ServerLimits;
import godwit.sync.protocol.StrictJson;
import godwit.sync.protocol.SubmittedBso;
import java.util.List;
import java.util.Optional;

/** Single records. */
final class BsoEndpoints {
  private final HeldSessions sessions;
  private final ServerLimits limits;
  private final WriteQuota quota;

  BsoEndpoints(HeldSessions sessions, ServerLimits limits, WriteQuota quota) {
    this.sessions = sessions;
    this.limits = limits;
    this.quota = quota;
  }

  HttpResponse get(SyncRequest request) {
    ListParameters.of(request.http());
    Preconditions preconditions = Preconditions.of(request.http());
    return sessions.readCollection(
        request,
        session -> {
          Optional<Bso> found = session.bso(request.bso());
          SyncTimestamp modified = found.map(Bso::modified).orElse(SyncTimestamp.ofMillis(0));
          return preconditions.unmet(modified).orElseGet(() -> () -> bso(request, found));
        });
  }

  private static HttpResponse bso(SyncRequest request, Optional<Bso> found) {
    Bso bso = found.orElseThrow(() -> Refused.with(404, ErrorCode.UNSPECIFIED));
    var memory = new PageMemory(request.http().memory());
    memory.read(bso);
    return LastModified.on(JsonBody.of(memory::counting, bso), bso.modified());
  }

  HttpResponse put(SyncRequest request) {
    ListParameters.of(request.http());
    BsoChange change = upload(request);
    Preconditions preconditions = Preconditions.of(request.http());
    return sessions.writeCollection(
        request,
        session ->
            preconditions
                .unmet(session.bsoModified(request.bso()))
                .orElseGet(() -> put(request.user(), session, change)));
  }

  private BsoChange upload(SyncRequest request) {
    ServerLimits own = limits.of(request.collection());
    String type = MediaTypes.ofBody(request.http());
    String text = RequestBody.read(request, own, ErrorCode.INVALID_BSO);
    if (type.equals(MediaTypes.NEWLINES)) {
      throw StrictJson.malformed();
    }
    SubmittedBso submitted = StrictJson.read(text, SubmittedBso::read);
    BsoChange change = submitted.change(request.bso());
    if (submitted.invalid().isPresent() || change.payloadBytes() > own.maxRecordPayloadBytes()) {
      throw Refused.with(400, ErrorCode.INVALID_BSO);
    }
    BrokenCrypto.refuse(request.collection(), List.of(change));
    return change;
  }

  private Rendering put(SyncUser user, CollectionWriter session, BsoChange change) {
    SyncTimestamp now = session.now();
    Runnable afterwards = quota.check(user, session);
    session.put(List.of(change));
    return () -> {
      afterwards.run();
      return LastModified.on(HttpResponse.json(200, now.wire()), now);
    };
  }

  HttpResponse delete(SyncRequest request) {
    ListParameters.of(request.http());
    Preconditions preconditions = Preconditions.of(request.http());
    return sessions.writeCollection(
        request,
        session -> {
          SyncTimestamp before = session.bsoModified(request.bso());
          return preconditions
              .unmet(before)
              .orElseGet(() -> delete(session, request.bso(), before));
        });
  }

  private static Rendering delete(CollectionWriter session, String id, SyncTimestamp before) {
    SyncTimestamp now = session.now();
    if (!session.delete(id)) {
      return () -> {
        throw Refused.with(404, ErrorCode.UNSPECIFIED);
      };
    }
    return () ->
        LastModified.on(HttpResponse.json(200, "{\"modified\":" + now.wire() + "}"), before);
  }
}
