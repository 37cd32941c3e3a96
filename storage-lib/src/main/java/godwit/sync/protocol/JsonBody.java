package godwit.sync.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import godwit.http.HttpResponse;
import godwit.model.Bso;
import godwit.model.SyncTimestamp;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Response bodies. Times are numbers with two decimals, zeros kept. */
public final class JsonBody {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final BigDecimal KIB = BigDecimal.valueOf(1024);

  /** Writes one value. */
  @FunctionalInterface
  public interface Writing {
    void write(JsonGenerator json) throws IOException;
  }

  private JsonBody() {}

  /** A response with one small value. */
  public static HttpResponse of(int status, Writing writing) {
    return response(status, MediaTypes.JSON, bytes -> bytes, writing);
  }

  /**
   * A response with one record.
   *
   * @param meter sees the bytes as they are written
   */
  public static HttpResponse of(UnaryOperator<OutputStream> meter, Bso bso) {
    return response(200, MediaTypes.JSON, meter, json -> bso(json, bso));
  }

  /**
   * A list of values: an array, or lines.
   *
   * @param meter sees the bytes as they are written
   */
  public static <T> HttpResponse list(
      UnaryOperator<OutputStream> meter, String type, List<T> items, ItemWriting<T> writing) {
    if (type.equals(MediaTypes.NEWLINES)) {
      return response(
          200,
          type,
          meter,
          json -> {
            json.setRootValueSeparator(null);
            for (T item : items) {
              writing.write(json, item);
              json.writeRaw('\n');
            }
          });
    }
    return response(
        200,
        type,
        meter,
        json -> {
          json.writeStartArray();
          for (T item : items) {
            writing.write(json, item);
          }
          json.writeEndArray();
        });
  }

  /** Writes one item of a list. */
  @FunctionalInterface
  public interface ItemWriting<T> {
    void write(JsonGenerator json, T item) throws IOException;
  }

  private static HttpResponse response(
      int status, String type, UnaryOperator<OutputStream> meter, Writing writing) {
    try (var bytes = new ByteArrayBuilder()) {
      try (JsonGenerator json = FACTORY.createGenerator(meter.apply(bytes))) {
        writing.write(json);
      }
      return new HttpResponse(status, type, Map.of(), bytes.toByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("memory takes whatever is written", e);
    }
  }

  /** A time in seconds. */
  public static void time(JsonGenerator json, SyncTimestamp time) throws IOException {
    json.writeNumber(time.wire());
  }

  /** A record as clients read it. */
  public static void bso(JsonGenerator json, Bso bso) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", bso.id());
    json.writeFieldName("modified");
    time(json, bso.modified());
    json.writeStringField("payload", bso.payload());
    if (bso.sortIndex() != null) {
      json.writeNumberField("sortindex", bso.sortIndex());
    }
    json.writeEndObject();
  }

  /** Bytes in units of 1024, exactly, as a number that has a decimal point. */
  public static void kibibytes(JsonGenerator json, long bytes) throws IOException {
    BigDecimal kib = BigDecimal.valueOf(bytes).divide(KIB).stripTrailingZeros();
    json.writeNumber(kib.setScale(Math.max(kib.scale(), 1)).toPlainString());
  }
}
