package godwit.sync.web;

import com.fasterxml.jackson.core.JsonGenerator;
import godwit.http.HttpResponse;
import godwit.storage.StorageException;
import godwit.sync.PoolState;
import godwit.sync.SyncClock;
import godwit.sync.SyncStorage;
import godwit.sync.protocol.ErrorCode;
import godwit.sync.protocol.JsonBody;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For whoever watches the server: {@code /__...__}. */
final class OperationalEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(OperationalEndpoints.class);

  /** No exhaustion has been seen. */
  private static final long NEVER = -1;

  private final SyncStorage storage;
  private final WebSettings settings;
  private final SyncClock clock;
  private final AtomicLong exhaustedSince = new AtomicLong(NEVER);

  OperationalEndpoints(SyncStorage storage, WebSettings settings, SyncClock clock) {
    this.storage = storage;
    this.settings = settings;
    this.clock = clock;
  }

  /** Whether the database answers; a server too busy to ask it says nothing of it. */
  HttpResponse heartbeat() {
    try {
      storage.verifyReachable();
      return heartbeat(200, "Ok", "Ok");
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.TRANSIENT && storage.pool().isExhausted()) {
        LOG.warn("The heartbeat got no connection: {}", e.getMessage());
        return ErrorCode.UNSPECIFIED.response(500);
      }
      LOG.warn("The heartbeat found the database out of reach: {}", e.getMessage());
      return heartbeat(503, "Unknown", "Err");
    }
  }

  private HttpResponse heartbeat(int status, String database, String verdict) {
    return JsonBody.of(
        status,
        json -> {
          json.writeStartObject();
          json.writeStringField("version", settings.version().version());
          json.writeObjectFieldStart("quota");
          json.writeBooleanField("enabled", settings.quota().isOn());
          json.writeNumberField("size", settings.quota().limitBytes());
          json.writeEndObject();
          json.writeStringField("database", database);
          json.writeStringField("status", verdict);
          json.writeEndObject();
        });
  }

  /** Whether a load balancer should send requests here. */
  HttpResponse loadBalancerHeartbeat() {
    PoolState pool = storage.pool();
    if (!pool.isExhausted()) {
      exhaustedSince.set(NEVER);
      return JsonBody.of(200, json -> writePool(json, pool, NEVER));
    }
    long now = clock.millis();
    exhaustedSince.compareAndSet(NEVER, now);
    long since = exhaustedSince.get();
    return JsonBody.of(500, json -> writePool(json, pool, since == NEVER ? 0 : now - since));
  }

  private static void writePool(JsonGenerator json, PoolState pool, long exhaustedMillis)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("active_connections", pool.active());
    json.writeNumberField("idle_connections", pool.idle());
    if (exhaustedMillis != NEVER) {
      json.writeNumberField("duration_ms", exhaustedMillis);
    }
    json.writeEndObject();
  }

  HttpResponse version() {
    ServerVersion version = settings.version();
    return JsonBody.of(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("source", version.source());
          json.writeStringField("version", version.version());
          json.writeStringField("commit", version.commit());
          json.writeStringField("build", version.build());
          json.writeEndObject();
        });
  }

  /** An error on purpose, to see whether errors are noticed. */
  HttpResponse error() {
    LOG.error("Somebody asked for an error, to see whether errors are noticed.");
    return ErrorCode.UNSPECIFIED.response(500);
  }

  HttpResponse documentation() {
    return HttpResponse.empty(302).with("Location", settings.documentation());
  }
}
