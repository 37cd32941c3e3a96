package godwit.storage.spanner;

import java.io.Serializable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one Spanner database.
 *
 * @param project the cloud project
 * @param instance the instance id
 * @param database the database id
 * @param emulatorHost {@code host:port} of an emulator, or null for the real service
 */
public record SpannerConfig(
    String project, String instance, String database, @Nullable String emulatorHost)
    implements Serializable {
  private static final Pattern FORM =
      Pattern.compile("projects/([^/]+)/instances/([^/]+)/databases/([^/]+)");

  /** Reads {@code projects/P/instances/I/databases/D}. */
  public static SpannerConfig parse(String path, @Nullable String emulatorHost) {
    var form = FORM.matcher(path);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "not a Spanner database: '" + path + "'; expected projects/P/instances/I/databases/D");
    }
    return new SpannerConfig(form.group(1), form.group(2), form.group(3), emulatorHost);
  }

  /** Whether it is an emulator, which takes one writer at a time. */
  public boolean isEmulator() {
    return emulatorHost != null;
  }

  /** The form that {@link #parse} reads. */
  public String path() {
    return "projects/" + project + "/instances/" + instance + "/databases/" + database;
  }
}
