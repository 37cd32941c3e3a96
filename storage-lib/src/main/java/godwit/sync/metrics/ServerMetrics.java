package godwit.sync.metrics;

import godwit.http.HttpEndpoint;
import godwit.http.HttpResponse;
import godwit.sync.PoolState;
import godwit.sync.SyncStorage;
import godwit.sync.web.RequestListener;
import godwit.tokenserver.web.TokenserverListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * All that a server counts, and the page that Prometheus reads. Labels are names of endpoints and
 * statuses, a small set; nothing is kept per user.
 */
public final class ServerMetrics implements AutoCloseable {
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Begins with the JVM's own figures. */
  public ServerMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Shows from now on how busy a storage's connections are. */
  public void watch(SyncStorage storage) {
    gauge("godwit.pool.active", "Connections in use", storage, PoolState::active);
    gauge("godwit.pool.idle", "Connections open and free", storage, PoolState::idle);
    gauge("godwit.pool.max", "Connections allowed", storage, PoolState::max);
  }

  private void gauge(
      String name, String title, SyncStorage storage, ToDoubleFunction<PoolState> reading) {
    Gauge.builder(name, storage, pool -> reading.applyAsDouble(pool.pool()))
        .description(title)
        .register(registry);
  }

  /** What listens to requests for stored records. */
  public RequestListener requests() {
    return new RequestMetrics(registry);
  }

  /** What listens to requests for tokens. */
  public TokenserverListener tokens() {
    return new TokenMetrics(registry);
  }

  /** The page that Prometheus reads. */
  public HttpEndpoint page() {
    return request ->
        request.method().equals("GET")
            ? new HttpResponse(
                200, FORMAT, Map.of(), registry.scrape().getBytes(StandardCharsets.UTF_8))
            : HttpResponse.empty(405).with("Allow", "GET");
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
