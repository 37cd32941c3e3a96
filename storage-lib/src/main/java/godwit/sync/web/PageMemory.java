package godwit.sync.web;

import godwit.http.RequestMemory;
import godwit.model.Bso;
import godwit.sync.BsoQuery;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The memory of one response with records: they themselves, as they are read, and then their JSON
 * beside them, which can be six times as long. Used for one run of one session.
 */
final class PageMemory {
  /** A record without its payload, as objects. */
  private static final int RECORD_BYTES = 200;

  /** As the driver holds it, and as an object. */
  private static final int ID_BYTES = 200;

  /** The pieces, and the whole that is made of them. */
  private static final int JSON_COPIES = 2;

  private final RequestMemory memory;
  private long records;
  private long recordBytes;

  PageMemory(RequestMemory memory) {
    this.memory = memory;
  }

  /**
   * Another record was read, in a session, which others wait for.
   *
   * @param payloadBytes of all records so far
   */
  void grown(long payloadBytes) {
    count(payloadBytes);
    memory.requireNow(recordBytes);
  }

  /** A single record was read, and the session is over. */
  void read(Bso bso) {
    count(bso.payload().getBytes(StandardCharsets.UTF_8).length);
    memory.require(recordBytes);
  }

  private void count(long payloadBytes) {
    records++;
    recordBytes = payloadBytes + records * RECORD_BYTES;
  }

  /** Ids are going to be read in a session, so many at most. */
  void expectIds(BsoQuery query) {
    List<String> ids = query.ids();
    long most = Math.min(query.limit(), ids == null ? BsoQuery.MAX_PAGE_IDS : ids.size());
    recordBytes = Math.min(most, BsoQuery.MAX_PAGE_IDS) * ID_BYTES;
    memory.requireNow(recordBytes);
  }

  /** Counts the JSON as it is written. */
  OutputStream counting(OutputStream json) {
    return new FilterOutputStream(json) {
      private long written;

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        written += length;
        memory.require(recordBytes + written * JSON_COPIES);
        out.write(bytes, offset, length);
      }
    };
  }
}
