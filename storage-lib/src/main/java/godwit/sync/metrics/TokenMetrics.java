package godwit.sync.metrics;

import godwit.tokenserver.oauth.AccountEvent;
import godwit.tokenserver.web.TokenserverListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts requests for tokens. */
final class TokenMetrics implements TokenserverListener {
  private final MeterRegistry registry;

  TokenMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void answered(String outcome) {
    Counter.builder("godwit.tokens")
        .description("Requests for tokens by outcome")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  @Override
  public void received(AccountEvent.Kind event) {
    Counter.builder("godwit.account.events")
        .description("Events the accounts server told of")
        .tag("event", event.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }
}
