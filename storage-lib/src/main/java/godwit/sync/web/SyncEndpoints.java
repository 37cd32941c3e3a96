package godwit.sync.web;

import godwit.http.FailureTrace;
import godwit.http.HttpEndpoint;
import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import godwit.http.OverloadedException;
import godwit.model.SyncTimestamp;
import godwit.storage.StorageException;
import godwit.sync.SyncClock;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncStorage;
import godwit.sync.WriteTime;
import godwit.sync.auth.AuthRefusal;
import godwit.sync.auth.Authentication;
import godwit.sync.auth.Authenticator;
import godwit.sync.protocol.ErrorCode;
import godwit.sync.protocol.LastModified;
import godwit.sync.protocol.Refused;
import godwit.sync.protocol.ServerLimits;
import java.math.BigDecimal;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of Sync 1.5 over a storage, behind an {@link Admission}. Checks come in the order that
 * decides which error a client sees: route, sender, query, body, preconditions, storage.
 */
public final class SyncEndpoints implements HttpEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(SyncEndpoints.class);
  private static final String TIMESTAMP = "X-Weave-Timestamp";
  private static final String NO_ROUTE = "none";

  private final Authenticator authenticator;
  private final RequestListener listener;
  private final SyncClock clock;
  private final HeldSessions sessions;
  private final Refusals refusals;
  private final ServerLimits limits;
  private final InfoEndpoints info;
  private final ConfigurationEndpoint configuration;
  private final StorageEndpoints whole;
  private final CollectionEndpoints collections;
  private final PostEndpoint post;
  private final BsoEndpoints bsos;
  private final OperationalEndpoints operational;

  /**
   * Serves what a storage holds.
   *
   * @param clock of this machine, for {@code X-Weave-Timestamp} and for holding requests
   */
  public SyncEndpoints(
      SyncStorage storage,
      Authenticator authenticator,
      WebSettings settings,
      RequestListener listener,
      SyncClock clock) {
    this.authenticator = authenticator;
    this.listener = listener;
    this.clock = clock;
    this.limits = settings.limits();
    this.sessions = new HeldSessions(storage, settings.moves(), listener, clock);
    this.refusals = new Refusals(listener, settings.moves());
    var quota = new WriteQuota(settings.quota(), listener);
    this.info = new InfoEndpoints(sessions);
    this.configuration = new ConfigurationEndpoint(limits, settings.quota());
    this.whole = new StorageEndpoints(sessions);
    this.collections = new CollectionEndpoints(sessions);
    this.post = new PostEndpoint(sessions, storage::isBatchId, limits, quota);
    this.bsos = new BsoEndpoints(sessions, limits, quota);
    this.operational = new OperationalEndpoints(storage, settings, clock);
  }

  /** A response, and the endpoint's name for metrics. */
  private record Named(String route, HttpResponse response) {}

  @Override
  public HttpResponse answer(HttpRequest request) {
    long begun = System.nanoTime();
    Named answer = named(request);
    listener.answered(
        answer.route, answer.response.status(), Duration.ofNanos(System.nanoTime() - begun));
    return answer.response;
  }

  private Named named(HttpRequest request) {
    SyncTimestamp arrived = WriteTime.now(clock);
    Named answer = routed(request);
    return Router.isOperational(request.rawPath())
        ? answer
        : new Named(answer.route, stamped(answer.response, arrived));
  }

  /** The server's time, and never earlier than what the response itself says. */
  private static HttpResponse stamped(HttpResponse response, SyncTimestamp arrived) {
    String modified = response.headers().get(LastModified.HEADER);
    String latest = arrived.wire();
    if (modified != null && new BigDecimal(modified).compareTo(new BigDecimal(latest)) > 0) {
      latest = modified;
    }
    return response.with(TIMESTAMP, latest);
  }

  private Named routed(HttpRequest request) {
    try {
      Target target = Router.route(request.method(), request.rawPath());
      return new Named(target.route().label(), guarded(request, target));
    } catch (Refused noRoute) {
      return new Named(NO_ROUTE, noRoute.response());
    }
  }

  private HttpResponse guarded(HttpRequest request, Target target) {
    try {
      return serve(request, target);
    } catch (Refused refused) {
      return refused.response();
    } catch (AuthRefusal refusal) {
      return refusals.response(refusal);
    } catch (SyncRefusal refusal) {
      return refusals.response(refusal);
    } catch (OverloadedException e) {
      return OverloadedException.response();
    } catch (StorageException e) {
      LOG.error("{} failed: {}: {}", target, e.kind(), e.getMessage());
      return Refusals.response(e);
    } catch (RuntimeException e) {
      LOG.error("{} failed: {}", target, FailureTrace.of(e));
      return ErrorCode.UNSPECIFIED.response(500);
    }
  }

  private HttpResponse serve(HttpRequest request, Target target) {
    return switch (target.route()) {
      case ROOT -> operational.documentation();
      case HEARTBEAT -> operational.heartbeat();
      case LBHEARTBEAT -> operational.loadBalancerHeartbeat();
      case VERSION -> operational.version();
      case ERROR -> operational.error();
      case GET_CONFIGURATION -> configuration.get();
      case PUT_BSO -> bsos.put(known(request, target));
      case POST_COLLECTION -> post.post(known(request, target));
      default -> serveWithoutUpload(knownWithoutUpload(request, target));
    };
  }

  private HttpResponse serveWithoutUpload(SyncRequest request) {
    return switch (request.target().route()) {
      case GET_COLLECTIONS -> info.collections(request);
      case GET_COLLECTION_COUNTS -> info.counts(request);
      case GET_COLLECTION_USAGE -> info.usage(request);
      case GET_QUOTA -> info.quota(request);
      case DELETE_ALL -> whole.deleteAll(request);
      case GET_COLLECTION -> collections.get(request);
      case DELETE_COLLECTION -> collections.delete(request);
      case GET_BSO -> bsos.get(request);
      case DELETE_BSO -> bsos.delete(request);
      default -> throw new IllegalStateException("no endpoint for " + request.target());
    };
  }

  /** Finds the sender, who must be the user in the path. */
  private SyncRequest known(HttpRequest request, Target target) {
    Authentication sender = authenticator.authenticate(request);
    if (target.requireUid() != sender.user().uid()) {
      sessions.refuseOtherUid(target.requireUid(), sender.user());
    }
    return new SyncRequest(request, target, sender);
  }

  /** The same; a body that is signed and then ignored must be the signed one all the same. */
  private SyncRequest knownWithoutUpload(HttpRequest request, Target target) {
    SyncRequest known = known(request, target);
    RequestBody.requireSigned(known, limits.maxRequestBytes());
    return known;
  }
}
