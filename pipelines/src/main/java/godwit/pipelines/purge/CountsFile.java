package godwit.pipelines.purge;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.MimeTypes;

/** Brings the counts from whichever worker has them last to whoever started the run. */
final class CountsFile {
  private static final String OURS = "godwit.**;java.base/*;!*";

  private CountsFile() {}

  /** Reads what {@link WriteFn} wrote. */
  static PurgeCounts read(String path) {
    ResourceId file = FileSystems.matchNewResource(path, false);
    try (var in = new ObjectInputStream(Channels.newInputStream(FileSystems.open(file)))) {
      in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(OURS));
      return (PurgeCounts) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException("the counts in " + path + " cannot be read", e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the one element to the file; the same again, should it be run twice. */
  static final class WriteFn extends DoFn<PurgeCounts, Void> {
    private static final long serialVersionUID = 1L;

    private final String path;

    WriteFn(String path) {
      this.path = path;
    }

    @ProcessElement
    public void write(@Element PurgeCounts counts) throws IOException {
      ResourceId file = FileSystems.matchNewResource(path, false);
      try (var out =
          new ObjectOutputStream(
              Channels.newOutputStream(FileSystems.create(file, MimeTypes.BINARY)))) {
        out.writeObject(counts);
      }
    }
  }
}
