package godwit.sync.web;

import godwit.model.CollectionName;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about.
 *
 * @param route the endpoint
 * @param uid in the path, or null at endpoints without a user
 * @param collection in the path, or null at endpoints without one
 * @param bso in the path, or null at endpoints without one
 */
record Target(
    Route route, @Nullable Long uid, @Nullable CollectionName collection, @Nullable String bso) {
  static Target of(Route route) {
    return new Target(route, null, null, null);
  }

  /** The uid, at an endpoint that has one. */
  long requireUid() {
    if (uid == null) {
      throw new IllegalStateException(route + " has no user");
    }
    return uid;
  }

  /** The collection, at an endpoint that has one. */
  CollectionName requireCollection() {
    if (collection == null) {
      throw new IllegalStateException(route + " has no collection");
    }
    return collection;
  }

  /** The record's id, at an endpoint that has one. */
  String requireBso() {
    if (bso == null) {
      throw new IllegalStateException(route + " has no record");
    }
    return bso;
  }

  /** Leaves ids out. */
  @Override
  public String toString() {
    return route.label();
  }
}
