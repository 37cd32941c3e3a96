package godwit.storage.spanner;

import com.google.cloud.NoCredentials;
import com.google.cloud.spanner.Spanner;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.SpannerOptions;
import com.google.cloud.spanner.spi.v1.SpannerInterceptorProvider;
import godwit.storage.StorageException;
import io.grpc.ClientInterceptor;

/** Makes clients that neither wait for ever nor speak to anybody but Spanner. */
final class SpannerClients {
  private SpannerClients() {}

  /**
   * Opens a client; no call is made yet.
   *
   * @throws StorageException of kind UNREACHABLE if the real service is meant and there are no
   *     credentials
   */
  static Spanner open(SpannerConfig config) {
    return open(config, options(config));
  }

  /** The same with an interceptor of each call. */
  static Spanner open(SpannerConfig config, ClientInterceptor interceptor) {
    return open(
        config,
        options(config)
            .setInterceptorProvider(SpannerInterceptorProvider.createDefault().with(interceptor)));
  }

  private static Spanner open(SpannerConfig config, SpannerOptions.Builder options) {
    try {
      return options.build().getService();
    } catch (SpannerException e) {
      throw SpannerFailures.atOpen(e, config);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new StorageException(
          StorageException.Kind.UNREACHABLE,
          SpannerFailures.where(config)
              + ": no credentials; run 'gcloud auth application-default login' or set"
              + " GOOGLE_APPLICATION_CREDENTIALS.",
          e);
    }
  }

  private static SpannerOptions.Builder options(SpannerConfig config) {
    SpannerOptions.Builder options =
        SpannerOptions.newBuilder()
            .setProjectId(config.project())
            // The exporter of the client's own metrics tries to reach Google from anywhere.
            .setBuiltInMetricsEnabled(false);
    // Said in both cases: otherwise the client reads the environment and may speak to another.
    options.setEmulatorHost(config.emulatorHost());
    if (config.isEmulator()) {
      options.setCredentials(NoCredentials.getInstance());
    }
    Deadlines.limit(options);
    return options;
  }
}
