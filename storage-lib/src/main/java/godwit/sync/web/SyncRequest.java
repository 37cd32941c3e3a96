package godwit.sync.web;

import godwit.http.HttpRequest;
import godwit.model.CollectionName;
import godwit.sync.SyncUser;
import godwit.sync.auth.Authentication;

/**
 * A request of a known sender about its own storage.
 *
 * @param http as received
 * @param target what it is about
 * @param sender whom it is from
 */
record SyncRequest(HttpRequest http, Target target, Authentication sender) {
  SyncUser user() {
    return sender.user();
  }

  CollectionName collection() {
    return target.requireCollection();
  }

  String bso() {
    return target.requireBso();
  }
}
