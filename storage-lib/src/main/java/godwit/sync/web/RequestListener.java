package godwit.sync.web;

import godwit.sync.auth.AuthRefusal;
import java.time.Duration;

/**
 * Hears what happens to requests, for metrics. Nothing it is told says which user it was. Called
 * from many threads; must neither block nor throw.
 */
public interface RequestListener {
  /** Hears nothing. */
  RequestListener NONE = new RequestListener() {};

  /**
   * A request was answered.
   *
   * @param route the name of the endpoint, or {@code none} where no endpoint is; one of a small set
   * @param status of the response
   * @param took from the request's arrival to its response
   */
  default void answered(String route, int status, Duration took) {}

  /** A request was refused because another writer was in the way. */
  default void conflict() {}

  /**
   * A write met a quota that is used up.
   *
   * @param refused whether the quota is enforced
   */
  default void quotaReached(boolean refused) {}

  /** A sender was refused. */
  default void senderRefused(AuthRefusal.Kind kind) {}

  /** A client was refused because of its version. */
  default void agentRefused() {}

  /**
   * A request met a user who is being moved.
   *
   * @param served whether the move ended while the request was held
   */
  default void held(boolean served) {}
}
