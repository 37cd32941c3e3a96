package godwit.sync.protocol;

import godwit.http.HttpResponse;

/** The numbers that stand for errors in a response's body, as Sync 1.1 numbered them. */
public enum ErrorCode {
  /** Anything without a number of its own. */
  UNSPECIFIED(0),
  /** A record, or the JSON around it, is not as it should be. */
  INVALID_BSO(8),
  /** The user's quota is used up. */
  OVER_QUOTA(14),
  /** More records or bytes than one request or one batch may hold. */
  TOO_LARGE(17);

  private final int number;

  ErrorCode(int number) {
    this.number = number;
  }

  /** The code as a body. */
  public HttpResponse response(int status) {
    return HttpResponse.json(status, Integer.toString(number));
  }
}
