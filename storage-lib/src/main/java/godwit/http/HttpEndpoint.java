package godwit.http;

/** Answers requests. Safe to call from many threads at once; may block. */
@FunctionalInterface
public interface HttpEndpoint {
  /** Answers one; what it throws becomes a 500 without details. */
  HttpResponse answer(HttpRequest request);
}
