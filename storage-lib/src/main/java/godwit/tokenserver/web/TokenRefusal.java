package godwit.tokenserver.web;

import godwit.http.HttpResponse;

/** A request that ends with an error. */
final class TokenRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final TokenError error;
  private final transient HttpResponse response;

  TokenRefusal(TokenError error, HttpResponse response) {
    super(error.outcome(), null, false, false);
    this.error = error;
    this.response = response;
  }

  TokenError error() {
    return error;
  }

  HttpResponse response() {
    return response;
  }
}
