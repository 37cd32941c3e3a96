package godwit.sync.protocol;

import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import godwit.model.SyncTimestamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to be so before its request is done; checked inside the session that does it.
 *
 * @param modifiedSince the resource must have changed later than this, or null
 * @param unmodifiedSince the resource must not have changed later than this, or null
 */
public record Preconditions(
    @Nullable SyncTimestamp modifiedSince, @Nullable SyncTimestamp unmodifiedSince) {
  /**
   * Reads the headers.
   *
   * @throws Refused with 400 if one is no time, or both are there
   */
  public static Preconditions of(HttpRequest request) {
    SyncTimestamp modified = time(request, "X-If-Modified-Since");
    SyncTimestamp unmodified = time(request, "X-If-Unmodified-Since");
    if (modified != null && unmodified != null) {
      throw Refused.with(400, ErrorCode.UNSPECIFIED);
    }
    return new Preconditions(modified, unmodified);
  }

  private static @Nullable SyncTimestamp time(HttpRequest request, String name) {
    Optional<String> text = request.header(name);
    return text.isEmpty()
        ? null
        : WireTime.parse(text.get().strip())
            .orElseThrow(() -> Refused.with(400, ErrorCode.UNSPECIFIED));
  }

  /** The answer if they are not met by a resource that changed then; 0 if there is none. */
  public Optional<Rendering> unmet(SyncTimestamp resource) {
    // The client can only send back what it was told.
    SyncTimestamp told = WireTime.cut(resource);
    if (modifiedSince != null && told.compareTo(modifiedSince) <= 0) {
      return Optional.of(() -> LastModified.on(HttpResponse.empty(304), resource));
    }
    if (unmodifiedSince != null && told.compareTo(unmodifiedSince) > 0) {
      return Optional.of(() -> LastModified.on(HttpResponse.empty(412), resource));
    }
    return Optional.empty();
  }
}
