package godwit.storage.spanner;

import com.google.api.gax.longrunning.OperationFuture;
import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.InstanceConfigId;
import com.google.cloud.spanner.InstanceId;
import com.google.cloud.spanner.InstanceInfo;
import com.google.cloud.spanner.Spanner;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.SpannerExceptionFactory;
import godwit.storage.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Changes of the schema, and on an emulator whole databases. */
final class SpannerAdmin {
  /** A change that has to look at every row of a big table takes long, and goes on without us. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Spanner spanner;
  private final SpannerConfig config;

  SpannerAdmin(Spanner spanner, SpannerConfig config) {
    this.spanner = spanner;
    this.config = config;
  }

  void createIfMissing(Iterable<String> ddl) {
    try {
      Deadlines.within(Deadlines.PROBE, this::createInstance);
      tolerateExisting(
          spanner
              .getDatabaseAdminClient()
              .createDatabase(config.instance(), config.database(), ddl));
    } catch (SpannerException e) {
      throw SpannerFailures.atOpen(e, config);
    }
  }

  void drop() {
    try {
      Deadlines.within(
          Deadlines.KEYED,
          () -> {
            spanner.getDatabaseAdminClient().dropDatabase(config.instance(), config.database());
            return true;
          });
    } catch (SpannerException e) {
      throw SpannerFailures.atOpen(e, config);
    }
  }

  private boolean createInstance() {
    var instance =
        InstanceInfo.newBuilder(InstanceId.of(config.project(), config.instance()))
            .setDisplayName(config.instance())
            .setInstanceConfigId(InstanceConfigId.of(config.project(), "emulator-config"))
            .setNodeCount(1)
            .build();
    return tolerateExisting(spanner.getInstanceAdminClient().createInstance(instance));
  }

  /** Whether it was created now. */
  private static boolean tolerateExisting(OperationFuture<?, ?> operation) {
    try {
      await(operation, Deadlines.PROBE.multipliedBy(3));
      return true;
    } catch (SpannerException e) {
      if (e.getErrorCode() == ErrorCode.ALREADY_EXISTS) {
        return false;
      }
      throw e;
    }
  }

  List<String> ddl() {
    return Deadlines.within(
        Deadlines.KEYED,
        () ->
            spanner.getDatabaseAdminClient().getDatabaseDdl(config.instance(), config.database()));
  }

  void update(List<String> statements) {
    await(
        spanner
            .getDatabaseAdminClient()
            .updateDatabaseDdl(config.instance(), config.database(), statements, null),
        PATIENCE);
  }

  private static <T extends @Nullable Object> T await(
      OperationFuture<T, ?> operation, Duration patience) {
    try {
      return operation.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw SpannerExceptionFactory.asSpannerException(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw SpannerExceptionFactory.newSpannerException(
          ErrorCode.DEADLINE_EXCEEDED, "no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(
          StorageException.Kind.BROKEN, "Interrupted while Spanner changed the schema.", e);
    }
  }
}
