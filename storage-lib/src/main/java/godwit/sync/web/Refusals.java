package godwit.sync.web;

import godwit.http.HttpResponse;
import godwit.storage.StorageException;
import godwit.sync.SyncRefusal;
import godwit.sync.auth.AuthRefusal;
import godwit.sync.protocol.ErrorCode;

/** What clients hear of refusals. */
final class Refusals {
  private static final String RETRY_AFTER = "Retry-After";
  private static final String AFTER_CONFLICT = "10";

  private final RequestListener listener;
  private final String afterMove;

  Refusals(RequestListener listener, WebSettings.Moves moves) {
    this.listener = listener;
    this.afterMove = Long.toString(moves.retryAfter().toSeconds());
  }

  /** A conflict is a 503: old clients mishandle 409. */
  HttpResponse response(SyncRefusal refusal) {
    return switch (refusal.kind()) {
      case CONFLICT -> {
        listener.conflict();
        yield unavailable(AFTER_CONFLICT);
      }
      case OVER_QUOTA -> {
        listener.quotaReached(true);
        yield ErrorCode.OVER_QUOTA.response(403);
      }
      case BATCH_NOT_FOUND, TOO_LARGE -> ErrorCode.UNSPECIFIED.response(400);
      case UNSTORABLE -> ErrorCode.INVALID_BSO.response(400);
      case FROZEN -> {
        listener.held(false);
        yield unavailable(afterMove);
      }
      case NO_KEY, SWITCHED -> ErrorCode.UNSPECIFIED.response(401);
    };
  }

  /** What may succeed when tried again is worth saying so: else clients wait half an hour. */
  static HttpResponse response(StorageException failure) {
    return switch (failure.kind()) {
      // A database that restarts cannot be reached either.
      case TRANSIENT, UNREACHABLE -> unavailable(AFTER_CONFLICT);
      default -> ErrorCode.UNSPECIFIED.response(500);
    };
  }

  private static HttpResponse unavailable(String retryAfter) {
    return ErrorCode.UNSPECIFIED.response(503).with(RETRY_AFTER, retryAfter);
  }

  /** A client that is refused asks its tokenserver for a new token; why is nobody's business. */
  HttpResponse response(AuthRefusal refusal) {
    listener.senderRefused(refusal.kind());
    return ErrorCode.UNSPECIFIED.response(refusal.kind() == AuthRefusal.Kind.BAD_HOST ? 400 : 401);
  }
}
