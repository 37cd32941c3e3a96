package godwit.sync.protocol;

import godwit.http.HttpResponse;

/** Ends a request with an error that the protocol knows. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient HttpResponse response;

  private Refused(HttpResponse response) {
    super("refused with " + response.status(), null, false, false);
    this.response = response;
  }

  /** An error whose body is one of the protocol's numbers. */
  public static Refused with(int status, ErrorCode code) {
    return new Refused(code.response(status));
  }

  /** A path that exists, with a method that does not. */
  public static Refused methodNotAllowed() {
    return new Refused(HttpResponse.empty(405));
  }

  /** What the client is answered. */
  public HttpResponse response() {
    return response;
  }
}
