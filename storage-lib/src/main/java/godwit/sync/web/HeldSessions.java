package godwit.sync.web;

import godwit.http.HttpResponse;
import godwit.model.CollectionName;
import godwit.sync.CollectionReader;
import godwit.sync.CollectionWriter;
import godwit.sync.MoveState;
import godwit.sync.StorageReader;
import godwit.sync.StorageWriter;
import godwit.sync.SyncClock;
import godwit.sync.SyncRefusal;
import godwit.sync.SyncStorage;
import godwit.sync.SyncUser;
import godwit.sync.protocol.ErrorCode;
import godwit.sync.protocol.Refused;
import godwit.sync.protocol.Rendering;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sessions that wait a moment for a user who is just being moved. A request that is held ends in a
 * session or an answer; nothing is done before.
 */
final class HeldSessions {
  /** Cheap enough to ask often; a switch takes a second or two. */
  private static final long POLL_MILLIS = 100;

  private final SyncStorage storage;
  private final SyncClock clock;
  private final RequestListener listener;
  private final long holdMillis;
  private final Semaphore places;

  HeldSessions(
      SyncStorage storage, WebSettings.Moves moves, RequestListener listener, SyncClock clock) {
    this.storage = storage;
    this.clock = clock;
    this.listener = listener;
    this.holdMillis = moves.hold().toMillis();
    this.places = new Semaphore(moves.held());
  }

  HttpResponse readStorage(SyncUser user, Function<StorageReader, Rendering> work) {
    return held(user, () -> storage.<Rendering>readStorage(user, work));
  }

  HttpResponse writeStorage(SyncUser user, Function<StorageWriter, Rendering> work) {
    return held(user, () -> storage.<Rendering>writeStorage(user, work));
  }

  HttpResponse readCollection(SyncRequest request, Function<CollectionReader, Rendering> work) {
    SyncUser user = request.user();
    CollectionName collection = request.collection();
    return held(user, () -> storage.<Rendering>readCollection(user, collection, work));
  }

  HttpResponse writeCollection(SyncRequest request, Function<CollectionWriter, Rendering> work) {
    SyncUser user = request.user();
    CollectionName collection = request.collection();
    return held(user, () -> storage.<Rendering>writeCollection(user, collection, work));
  }

  private HttpResponse held(SyncUser user, Supplier<Rendering> session) {
    long deadline = clock.millis() + holdMillis;
    boolean waited = false;
    while (true) {
      try {
        Rendering rendering = session.get();
        if (waited) {
          listener.held(true);
        }
        return rendering.render();
      } catch (SyncRefusal refusal) {
        if (refusal.kind() != SyncRefusal.Kind.FROZEN) {
          throw refusal;
        }
        waited = true;
        if (stateAfterHold(user, deadline) == MoveState.FROZEN) {
          throw refusal;
        }
      }
    }
  }

  /** Where the user is once it is no longer being moved, or when the time or the places are up. */
  private MoveState stateAfterHold(SyncUser user, long deadline) {
    if (!places.tryAcquire()) {
      return MoveState.FROZEN;
    }
    try {
      return poll(user, deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return MoveState.FROZEN;
    } finally {
      places.release();
    }
  }

  private MoveState poll(SyncUser user, long deadline) throws InterruptedException {
    while (clock.millis() < deadline) {
      clock.awaitMillis(Math.min(deadline, clock.millis() + POLL_MILLIS));
      MoveState state = storage.moveState(user);
      if (state != MoveState.FROZEN) {
        return state;
      }
    }
    return MoveState.FROZEN;
  }

  /**
   * Refuses a token of another user, unless it belongs to a user who is being moved or was: Firefox
   * keeps the address of its old server when it gets a token for a new one, and only 401 makes it
   * ask for the new address.
   *
   * @param uid the one in the path
   */
  void refuseOtherUid(long uid, SyncUser sender) {
    var moved = new SyncUser(uid, sender.fxaUid(), sender.fxaKid());
    MoveState state = storage.moveState(moved);
    if (state == MoveState.FROZEN) {
      state = stateAfterHold(moved, clock.millis() + holdMillis);
    }
    switch (state) {
      case HERE -> throw Refused.with(400, ErrorCode.UNSPECIFIED);
      case FROZEN -> throw new SyncRefusal(SyncRefusal.Kind.FROZEN, "the user is being moved");
      case SWITCHED -> throw new SyncRefusal(SyncRefusal.Kind.SWITCHED, "the user was moved");
    }
  }
}
