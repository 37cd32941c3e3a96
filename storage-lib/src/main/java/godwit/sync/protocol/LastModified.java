package godwit.sync.protocol;

import godwit.http.HttpResponse;
import godwit.model.SyncTimestamp;

/** The header that tells when a resource changed. */
public final class LastModified {
  /** Its name. */
  public static final String HEADER = "X-Last-Modified";

  private LastModified() {}

  /** The response with the header. */
  public static HttpResponse on(HttpResponse response, SyncTimestamp time) {
    return response.with(HEADER, time.wire());
  }
}
