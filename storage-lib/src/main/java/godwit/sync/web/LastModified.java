package godwit.sync.web;

import godwit.http.HttpResponse;
import godwit.model.SyncTimestamp;

/** The header that tells when a resource changed. */
final class LastModified {
  static final String HEADER = "X-Last-Modified";

  private LastModified() {}

  static HttpResponse on(HttpResponse response, SyncTimestamp time) {
    return response.with(HEADER, time.wire());
  }
}
