package godwit.tokenserver.web;

import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import godwit.tokenserver.Accounts;
import godwit.tokenserver.oauth.AccountEvent;
import godwit.tokenserver.oauth.EventTokens;

/**
 * Receives what the accounts server tells of accounts.
 *
 * @param onlyCounts whether events are verified and counted, and change nothing
 */
record Webhook(EventTokens tokens, boolean onlyCounts) {
  static final String PATH = "/1.0/webhooks/fxa/events";

  /** Answers when all is written, so that the sender tries again if it could not be. */
  HttpResponse answer(HttpRequest request, Accounts accounts, TokenserverListener listener) {
    for (AccountEvent event : tokens.verify(BearerHeader.token(request))) {
      listener.received(event.kind());
      if (!onlyCounts) {
        apply(event, accounts);
      }
    }
    return HttpResponse.json(200, "{}");
  }

  private static void apply(AccountEvent event, Accounts accounts) {
    switch (event.kind()) {
      case DELETED -> accounts.retire(event.fxaUid());
      case PASSWORD_CHANGED -> accounts.passwordChanged(event.fxaUid(), event.changedAt());
      case OTHER -> {}
    }
  }
}
