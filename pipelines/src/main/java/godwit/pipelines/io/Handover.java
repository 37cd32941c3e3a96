package godwit.pipelines.io;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * Brings a pipeline's one result from whichever worker has it last to whoever started the run, by a
 * file that both reach.
 */
public final class Handover {
  private static final String OURS = "godwit.**;java.base/*;!*";

  private Handover() {}

  /** A place for the result: in the runner's temporary folder, else on this machine. */
  public static String place(PipelineOptions options, String runId) {
    String shared = options.getTempLocation();
    if (shared != null) {
      return shared + "/" + runId + ".result";
    }
    try {
      Path folder = Files.createTempDirectory("godwit-run");
      folder.toFile().deleteOnExit();
      Path file = folder.resolve("result");
      file.toFile().deleteOnExit();
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary file can be made for the result", e);
    }
  }

  /** Reads what {@link WriteFn} wrote there. */
  public static <T extends Serializable> T read(String place, Class<T> type) {
    ResourceId file = FileSystems.matchNewResource(place, false);
    try (var in = new ObjectInputStream(Channels.newInputStream(FileSystems.open(file)))) {
      in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(OURS));
      return type.cast(in.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException("the result in " + place + " cannot be read", e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the one element to the place; the same again, should it be run twice. */
  public static final class WriteFn<T extends Serializable> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1L;

    private final String place;

    /** Writes to that place. */
    public WriteFn(String place) {
      this.place = place;
    }

    /** Called by Beam. */
    @ProcessElement
    public void write(@Element T result) throws IOException {
      ResourceId file = FileSystems.matchNewResource(place, false);
      try (var out =
          new ObjectOutputStream(
              Channels.newOutputStream(FileSystems.create(file, MimeTypes.BINARY)))) {
        out.writeObject(result);
      }
    }
  }
}
