package godwit.sync.web;

import godwit.http.HttpResponse;
import godwit.model.SyncTimestamp;
import godwit.sync.BsoQuery;
import godwit.sync.CollectionReader;
import godwit.sync.CollectionWriter;
import godwit.sync.Page;
import godwit.sync.protocol.ErrorCode;
import godwit.sync.protocol.JsonBody;
import godwit.sync.protocol.LastModified;
import godwit.sync.protocol.ListParameters;
import godwit.sync.protocol.MediaTypes;
import godwit.sync.protocol.Preconditions;
import godwit.sync.protocol.Refused;
import godwit.sync.protocol.Rendering;
import java.util.List;

/** Lists of a collection's records, and their removal. */
final class CollectionEndpoints {
  private static final String RECORDS = "X-Weave-Records";
  private static final String NEXT_OFFSET = "X-Weave-Next-Offset";
  private static final long FEW_IDS = 2_000;

  private final HeldSessions sessions;

  CollectionEndpoints(HeldSessions sessions) {
    this.sessions = sessions;
  }

  HttpResponse get(SyncRequest request) {
    ListParameters parameters = ListParameters.of(request.http());
    String type = MediaTypes.ofList(request.http());
    Preconditions preconditions = Preconditions.of(request.http());
    return sessions.readCollection(
        request,
        session -> {
          SyncTimestamp modified = session.modified();
          return preconditions
              .unmet(modified)
              .orElseGet(
                  () -> {
                    var memory = new PageMemory(request.http().memory());
                    Rendering list = list(session, parameters, type, memory);
                    return () -> LastModified.on(list.render(), modified);
                  });
        });
  }

  private static Rendering list(
      CollectionReader session, ListParameters parameters, String type, PageMemory memory) {
    if (parameters.full()) {
      var page = session.bsos(parameters.query(), memory::grown);
      return () -> page(page, JsonBody.list(memory::counting, type, page.items(), JsonBody::bso));
    }
    var page = ids(session, parameters.query(), memory);
    return () ->
        page(
            page,
            JsonBody.list(
                memory::counting, type, page.items(), (json, id) -> json.writeString(id)));
  }

  /** Tries with few first: nearly all collections are small, and memory is taken beforehand. */
  private static Page<String> ids(CollectionReader session, BsoQuery query, PageMemory memory) {
    BsoQuery few = query.upTo(FEW_IDS);
    memory.expectIds(few);
    Page<String> page = session.ids(few);
    if (page.next() == null || few.limit() == query.limit()) {
      return page;
    }
    memory.expectIds(query);
    return session.ids(query);
  }

  private static HttpResponse page(Page<?> page, HttpResponse list) {
    HttpResponse response = list.with(RECORDS, Integer.toString(page.items().size()));
    return page.next() == null ? response : response.with(NEXT_OFFSET, page.next().toString());
  }

  HttpResponse delete(SyncRequest request) {
    ListParameters parameters = ListParameters.of(request.http());
    if (parameters.namesNothing()) {
      // A list that came out empty is a mistake, and must not delete everything.
      throw Refused.with(400, ErrorCode.UNSPECIFIED);
    }
    MediaTypes.ofList(request.http());
    Preconditions preconditions = Preconditions.of(request.http());
    List<String> ids = parameters.query().ids();
    return sessions.writeCollection(
        request,
        session ->
            preconditions
                .unmet(session.modified())
                .orElseGet(() -> ids == null ? deleteWhole(session) : deleteSome(session, ids)));
  }

  private static Rendering deleteWhole(CollectionWriter session) {
    SyncTimestamp before = session.modified();
    SyncTimestamp after = session.deleteCollection();
    return () -> LastModified.on(HttpResponse.json(200, after.wire()), before);
  }

  private static Rendering deleteSome(CollectionWriter session, List<String> ids) {
    SyncTimestamp now = session.now();
    session.delete(ids);
    return () -> LastModified.on(HttpResponse.json(200, now.wire()), now);
  }
}
