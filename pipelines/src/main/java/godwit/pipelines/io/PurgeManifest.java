package godwit.pipelines.io;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import godwit.pipelines.policy.PurgeReason;
import godwit.sweep.DeadBatch;
import godwit.sweep.Deletion;
import godwit.sweep.Owner;
import godwit.sweep.SweepRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names every record that a purge deletes, with the reason, as lines of JSON in a file that only
 * its owner may read: it holds whole user keys. Safe to share between threads.
 *
 * <p>The records of a transaction are written before it begins, with its number in {@code chunk}; a
 * line {@code {"chunk":N,"deleted":n,"kept":{id:why}}} follows when it is through, with those that
 * were not deleted after all. If an answer of the server was lost, {@code "unseen":[id]} names
 * those that are gone, by this run or by somebody else. A chunk without that line was cut off: its
 * records may be gone or not. A dead batch is one line, {@code "batch":id} instead of {@code "id"}.
 * No payload is ever written.
 */
public final class PurgeManifest implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FileChannel file;
  private final String store;
  private long chunks;

  private PurgeManifest(FileChannel file, String store) {
    this.file = file;
    this.store = store;
  }

  /**
   * Makes sure that the file can be made, without making it.
   *
   * @throws IllegalArgumentException if something is there already: it tells of another run
   */
  public static void check(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (Files.exists(path) || folder == null || !Files.isWritable(folder)) {
      throw refused(path, null);
    }
  }

  private static IllegalArgumentException refused(Path path, @Nullable IOException cause) {
    return new IllegalArgumentException(
        "the manifest "
            + path
            + " cannot be made: give a file that does not exist yet, in a folder that can be"
            + " written to",
        cause);
  }

  /** Opens a new file, and refuses one that is there: it tells of another run. */
  public static PurgeManifest create(Path path, String store) {
    try {
      return new PurgeManifest(
          FileChannel.open(
              path,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
          store);
    } catch (IOException e) {
      throw refused(path, e);
    }
  }

  /** Names what a transaction is about to delete, and answers the number to close it with. */
  public synchronized long open(
      Owner owner, String collection, List<SweepRow> rows, PurgeReason reason) {
    long chunk = ++chunks;
    var lines = new StringBuilder();
    for (SweepRow row : rows) {
      ObjectNode line =
          JSON.createObjectNode()
              .put("chunk", chunk)
              .put("where", store)
              .put("user", owner.shown(true))
              .put("collection", collection)
              .put("id", row.id())
              .put("reason", reason.name())
              .put("modifiedMicros", row.modifiedMicros())
              .put("bytes", row.payloadBytes());
      lines.append(line).append('\n');
    }
    write(lines);
    return chunk;
  }

  /** Names the batch that a transaction is about to delete. */
  public synchronized long open(DeadBatch batch, String collection) {
    long chunk = ++chunks;
    ObjectNode line =
        JSON.createObjectNode()
            .put("chunk", chunk)
            .put("where", store)
            .put("user", batch.owner().shown(true))
            .put("collection", collection)
            .put("batch", batch.id())
            .put("reason", "DEAD_BATCH")
            .put("records", batch.items());
    write(new StringBuilder().append(line).append('\n'));
    return chunk;
  }

  /** Tells how the transaction ended. */
  public synchronized void close(long chunk, Deletion deletion) {
    ObjectNode line =
        JSON.createObjectNode().put("chunk", chunk).put("deleted", deletion.deleted().size());
    var kept = line.putObject("kept");
    var unseen = JSON.createArrayNode();
    new TreeMap<>(deletion.kept())
        .forEach(
            (id, why) -> {
              if (why == Deletion.Kept.GONE_UNSEEN) {
                unseen.add(id);
              } else {
                kept.put(id, why.name());
              }
            });
    if (!unseen.isEmpty()) {
      line.set("unseen", unseen);
    }
    write(new StringBuilder().append(line).append('\n'));
  }

  /**
   * Tells how the transaction of a batch ended.
   *
   * @param was whether it was there in the end
   * @param retried whether an earlier try may have deleted it
   */
  public synchronized void close(long chunk, DeadBatch batch, boolean was, boolean retried) {
    ObjectNode line = JSON.createObjectNode().put("chunk", chunk).put("deleted", was ? 1 : 0);
    var kept = line.putObject("kept");
    if (!was && retried) {
      line.putArray("unseen").add(batch.id());
    } else if (!was) {
      kept.put(batch.id(), Deletion.Kept.GONE.name());
    }
    write(new StringBuilder().append(line).append('\n'));
  }

  private void write(StringBuilder lines) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the manifest cannot be written", e);
    }
  }

  @Override
  public void close() {
    try {
      file.force(true);
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the manifest cannot be closed", e);
    }
  }
}
