package godwit.cli.session;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import godwit.model.UserKey;
import java.io.IOException;
import java.time.Instant;

/** The one JSON object that a command prints. */
public final class Json {
  private static final ObjectMapper SHORT = mapper(false);
  private static final ObjectMapper FULL = mapper(true);

  private Json() {}

  /** The fields that every object begins with. */
  static ObjectNode object(String command, ExitCode exit, String outcome) {
    return SHORT
        .createObjectNode()
        .put("command", command)
        .putNull("runId")
        .put("exitCode", exit.status())
        .put("outcome", outcome);
  }

  /** Adds a report's fields to the object; a field that is there already stays. */
  static void merge(ObjectNode object, Object report, boolean showKeys) {
    tree(report, showKeys)
        .properties()
        .forEach(
            field -> {
              if (!object.hasNonNull(field.getKey())) {
                object.set(field.getKey(), field.getValue());
              }
            });
  }

  /** A report as a tree, user keys shortened unless they are to be shown. */
  public static JsonNode tree(Object report, boolean showKeys) {
    return (showKeys ? FULL : SHORT).valueToTree(report);
  }

  static String print(ObjectNode object) {
    try {
      return SHORT.writerWithDefaultPrettyPrinter().writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot be written", e);
    }
  }

  private static ObjectMapper mapper(boolean showKeys) {
    SimpleModule values = new SimpleModule();
    values.addSerializer(
        UserKey.class, text(UserKey.class, key -> showKeys ? key.full() : key.shortened()));
    values.addSerializer(Instant.class, text(Instant.class, Instant::toString));
    return new ObjectMapper().registerModule(values);
  }

  private static <T> StdSerializer<T> text(
      Class<T> type, java.util.function.Function<T, String> form) {
    return new StdSerializer<>(type) {
      private static final long serialVersionUID = 1L;

      @Override
      public void serialize(T value, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        json.writeString(form.apply(value));
      }
    };
  }
}
