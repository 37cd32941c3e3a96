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
   * Another record was read.
   *
   * @param payloadBytes of all records so far
   */
  void grown(long payloadBytes) {
    records++;
    recordBytes = payloadBytes + records * RECORD_BYTES;
    memory.require(recordBytes);
  }

  /** A single record was read. */
  void read(Bso bso) {
    grown(bso.payload().getBytes(StandardCharsets.UTF_8).length);
  }

  /** Ids are going to be read, so many at most. */
  void expectIds(BsoQuery query) {
    List<String> ids = query.ids();
    long most = Math.min(query.limit(), ids == null ? BsoQuery.MAX_PAGE_IDS : ids.size());
    recordBytes = Math.min(most, BsoQuery.MAX_PAGE_IDS) * ID_BYTES;
    memory.require(recordBytes);
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
