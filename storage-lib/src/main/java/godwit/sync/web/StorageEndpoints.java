package godwit.sync.web;

import godwit.http.HttpResponse;
import godwit.model.SyncTimestamp;
import godwit.sync.StorageWriter;
import godwit.sync.protocol.LastModified;
import godwit.sync.protocol.Preconditions;
import godwit.sync.protocol.Rendering;

/** All that a user has at once: {@code DELETE /} and {@code DELETE /storage}. */
final class StorageEndpoints {
  private final HeldSessions sessions;

  StorageEndpoints(HeldSessions sessions) {
    this.sessions = sessions;
  }

  HttpResponse deleteAll(SyncRequest request) {
    Preconditions preconditions = Preconditions.of(request.http());
    return sessions.writeStorage(request.user(), session -> deleteAll(session, preconditions));
  }

  private static Rendering deleteAll(StorageWriter session, Preconditions preconditions) {
    SyncTimestamp before = session.modified();
    return preconditions
        .unmet(before)
        .orElseGet(
            () -> {
              session.deleteAll();
              return () -> LastModified.on(HttpResponse.json(200, "null"), before);
            });
  }
}
