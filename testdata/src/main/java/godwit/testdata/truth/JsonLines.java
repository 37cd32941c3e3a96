package godwit.testdata.truth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import godwit.model.Usage;
import godwit.testdata.Shares;
import godwit.testdata.Workload;
import godwit.testdata.record.SyntheticRecord;
import godwit.testdata.user.Assignment;
import godwit.testdata.user.Holding;
import godwit.testdata.user.SyntheticUser;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON, one to a line, field by field: the fields are a format people rely on. */
final class JsonLines {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonLines() {}

  static JsonGenerator open(Path file) throws IOException {
    var stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    JsonGenerator lines = JSON.createGenerator(stream);
    lines.setPrettyPrinter(new MinimalPrettyPrinter(""));
    return lines;
  }

  static void write(JsonGenerator out, Workload workload) throws IOException {
    out.writeStartObject();
    out.writeNumberField("seed", workload.seed());
    out.writeNumberField("users", workload.users());
    out.writeNumberField("shards", workload.shards());
    out.writeNumberField("medianRows", workload.medianRows());
    out.writeArrayFieldStart("hoarderRows");
    for (int rows : workload.hoarderRows()) {
      out.writeNumber(rows);
    }
    out.writeEndArray();
    out.writeObjectFieldStart("shares");
    write(out, workload.shares());
    out.writeEndObject();
    out.writeStringField("now", workload.now().toString());
    end(out);
  }

  private static void write(JsonGenerator out, Shares shares) throws IOException {
    out.writeNumberField("expired", shares.expired());
    out.writeNumberField("replaced", shares.replaced());
    out.writeNumberField("retired", shares.retired());
    out.writeNumberField("dangling", shares.dangling());
    out.writeNumberField("dormant", shares.dormant());
    out.writeNumberField("bare", shares.bare());
    out.writeNumberField("hoarder", shares.hoarder());
    out.writeNumberField("openBatch", shares.openBatch());
    out.writeNumberField("nullCounters", shares.nullCounters());
  }

  static void write(JsonGenerator out, SyntheticUser user) throws IOException {
    out.writeStartObject();
    out.writeNumberField("user", user.number());
    out.writeStringField("fxaUid", user.fxaUid());
    out.writeStringField("email", user.email());
    out.writeStringField("standing", user.standing().name());
    out.writeArrayFieldStart("assignments");
    for (Holding holding : user.holdings()) {
      out.writeStartObject();
      write(out, holding.assignment());
      out.writeNumberField("devices", holding.devices().size());
      out.writeEndObject();
    }
    out.writeEndArray();
    end(out);
  }

  private static void write(JsonGenerator out, Assignment assignment) throws IOException {
    out.writeNumberField("uid", assignment.uid());
    out.writeNumberField("shard", assignment.shard());
    out.writeNumberField("generation", assignment.generation());
    out.writeStringField("clientState", assignment.clientState());
    number(out, "keysChangedAt", assignment.keysChangedAt());
    out.writeNumberField("createdAt", assignment.createdAt());
    number(out, "replacedAt", assignment.replacedAt());
    out.writeStringField("fxaKid", assignment.kid().toString());
  }

  static void write(JsonGenerator out, Assignment owner, SyntheticRecord row) throws IOException {
    out.writeStartObject();
    out.writeNumberField("shard", owner.shard());
    out.writeNumberField("uid", owner.uid());
    out.writeStringField("collection", row.collection().text());
    out.writeStringField("id", row.id());
    number(out, "sortindex", row.sortIndex() == null ? null : row.sortIndex().longValue());
    out.writeNumberField("modified", row.times().modified());
    number(out, "ttl", row.times().ttl());
    out.writeStringField("kind", row.label().kind().name());
    out.writeBooleanField("expired", row.label().expired());
    out.writeStringField("family", row.label().family().name());
    out.writeStringField("payload", row.payload());
    end(out);
  }

  static void write(JsonGenerator out, Truth truth) throws IOException {
    out.writeStartObject();
    out.writeNumberField("user", truth.user());
    out.writeStringField("fxaUid", truth.fxaUid());
    out.writeStringField("fxaKid", truth.assignment().kid().toString());
    out.writeNumberField("shard", truth.assignment().shard());
    out.writeNumberField("uid", truth.assignment().uid());
    out.writeStringField("standing", truth.standing().name());
    out.writeBooleanField("current", truth.current());
    out.writeArrayFieldStart("collections");
    for (CollectionTruth collection : truth.collections()) {
      write(out, collection);
    }
    out.writeEndArray();
    end(out);
  }

  private static void write(JsonGenerator out, CollectionTruth truth) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", truth.name().text());
    out.writeNumberField("lastModified", truth.lastModified());
    usage(out, "live", truth.live());
    usage(out, "tombstones", truth.tombstones());
    usage(out, "expired", truth.expired());
    out.writeEndObject();
  }

  private static void usage(JsonGenerator out, String name, Usage usage) throws IOException {
    out.writeNumberField(name, usage.rows());
    out.writeNumberField(name + "Bytes", usage.bytes());
  }

  private static void number(JsonGenerator out, String name, @Nullable Long value)
      throws IOException {
    if (value == null) {
      out.writeNullField(name);
    } else {
      out.writeNumberField(name, value);
    }
  }

  private static void end(JsonGenerator out) throws IOException {
    out.writeEndObject();
    out.writeRaw('\n');
  }
}
