package godwit.http;

/** A request that the server has no memory for at the moment; the same may succeed a bit later. */
public final class OverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a stack: there may be many of them, when there is little memory. */
  public OverloadedException() {
    super("no memory for another large body", null, false, false);
  }

  /** What its client is told. */
  public static HttpResponse response() {
    return HttpResponse.json(503, "0").with("Retry-After", "10");
  }
}
