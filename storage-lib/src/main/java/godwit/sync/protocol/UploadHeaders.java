package godwit.sync.protocol;

import godwit.http.HttpRequest;

/** What a client says beforehand about the size of an upload. */
public final class UploadHeaders {
  private static final long LARGEST = 0xFFFF_FFFFL;

  private UploadHeaders() {}

  /**
   * Checks them all, whether the upload has a batch or not.
   *
   * @throws Refused with 400 if one is no number, or more than is allowed
   */
  public static void check(HttpRequest request, ServerLimits limits) {
    check(request, "X-Weave-Records", limits.maxPostRecords());
    check(request, "X-Weave-Bytes", limits.maxPostBytes());
    check(request, "X-Weave-Total-Records", limits.maxTotalRecords());
    check(request, "X-Weave-Total-Bytes", limits.maxTotalBytes());
  }

  private static void check(HttpRequest request, String name, long limit) {
    String text = request.header(name).orElse("0").strip();
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > LARGEST) {
      throw Refused.with(400, ErrorCode.UNSPECIFIED);
    }
    if (Long.parseLong(text) > limit) {
      throw Refused.with(400, ErrorCode.TOO_LARGE);
    }
  }
}
