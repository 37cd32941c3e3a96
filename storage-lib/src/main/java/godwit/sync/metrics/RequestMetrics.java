package godwit.sync.metrics;

import godwit.sync.auth.AuthRefusal;
import godwit.sync.web.RequestListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts requests for stored records. */
final class RequestMetrics implements RequestListener {
  /** From a lookup in memory to the longest wait for a lock. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15)
  };

  private final MeterRegistry registry;
  private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();
  private final Counter conflicts;
  private final Counter agents;

  /** What a timer is for. */
  private record Outcome(String route, int status) {}

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.conflicts =
        Counter.builder("godwit.conflicts")
            .description("Writes refused because another writer was in the way")
            .register(registry);
    this.agents =
        Counter.builder("godwit.agents.refused")
            .description("Requests of clients too old for any answer")
            .register(registry);
    // Registered at once, so that a rate of them is zero and not absent.
    quota(true);
    quota(false);
  }

  @Override
  public void answered(String route, int status, Duration took) {
    timers.computeIfAbsent(new Outcome(route, status), this::timer).record(took);
  }

  private Timer timer(Outcome outcome) {
    return Timer.builder("godwit.requests")
        .description("Requests by endpoint and status, from arrival to response")
        .tag("route", outcome.route)
        .tag("status", Integer.toString(outcome.status))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  @Override
  public void conflict() {
    conflicts.increment();
  }

  @Override
  public void quotaReached(boolean refused) {
    quota(refused).increment();
  }

  private Counter quota(boolean refused) {
    return Counter.builder("godwit.quota.reached")
        .description("Writes of users whose quota is used up")
        .tag("refused", Boolean.toString(refused))
        .register(registry);
  }

  @Override
  public void senderRefused(AuthRefusal.Kind kind) {
    Counter.builder("godwit.senders.refused")
        .description("Requests without a valid signature, by reason")
        .tag("reason", kind.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  @Override
  public void agentRefused() {
    agents.increment();
  }

  @Override
  public void held(boolean served) {
    Counter.builder("godwit.moves.held")
        .description("Requests of users who were being moved, by whether the wait was worth it")
        .tag("served", Boolean.toString(served))
        .register(registry)
        .increment();
  }
}
