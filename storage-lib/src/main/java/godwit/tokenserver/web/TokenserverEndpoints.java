package godwit.tokenserver.web;

import godwit.http.FailureTrace;
import godwit.http.HttpEndpoint;
import godwit.http.HttpRequest;
import godwit.http.HttpResponse;
import godwit.storage.StorageException;
import godwit.tokenserver.Accounts;
import godwit.tokenserver.TokenserverRefusal;
import godwit.tokenserver.oauth.EventTokens;
import godwit.tokenserver.oauth.OAuthRefusal;
import godwit.tokenserver.oauth.OAuthVerifier;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All endpoints of a tokenserver. */
public final class TokenserverEndpoints implements HttpEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(TokenserverEndpoints.class);

  private final Accounts accounts;
  private final TokenEndpoint token;
  private final TokenserverListener listener;
  private final @Nullable Webhook webhook;

  private TokenserverEndpoints(
      Accounts accounts,
      TokenEndpoint token,
      TokenserverListener listener,
      @Nullable Webhook webhook) {
    this.accounts = accounts;
    this.token = token;
    this.listener = listener;
    this.webhook = webhook;
  }

  /**
   * The endpoint for tokens alone.
   *
   * @param accounts stays open; the caller closes it
   * @param clock tells when tokens are made and run out
   */
  public static TokenserverEndpoints of(
      Accounts accounts, OAuthVerifier verifier, TokenFactory tokens, Clock clock) {
    return new TokenserverEndpoints(
        accounts,
        new TokenEndpoint(accounts, verifier, tokens, clock),
        TokenserverListener.NONE,
        null);
  }

  /** These, telling a listener what they answer. */
  public TokenserverEndpoints with(TokenserverListener to) {
    return new TokenserverEndpoints(accounts, token, to, webhook);
  }

  /**
   * These and the one that the accounts server tells of events.
   *
   * @param onlyCounts whether events are verified and counted, and change nothing
   */
  public TokenserverEndpoints withWebhook(EventTokens events, boolean onlyCounts) {
    return new TokenserverEndpoints(accounts, token, listener, new Webhook(events, onlyCounts));
  }

  /** Whether a path is the tokenserver's, for a process that serves storage too. */
  public static boolean owns(String rawPath) {
    return rawPath.startsWith(TokenPath.ROOT);
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    String path = request.rawPath();
    if (webhook != null && path.equals(Webhook.PATH)) {
      Webhook receiver = webhook;
      return only("POST", request, () -> receiver.answer(request, accounts, listener));
    }
    Optional<TokenPath> asked = TokenPath.parse(path);
    if (asked.isPresent()) {
      return only("GET", request, () -> issue(request, asked.get()));
    }
    return TokenError.NOT_FOUND.response();
  }

  private HttpResponse issue(HttpRequest request, TokenPath path) {
    HttpResponse response = token.answer(request, path);
    listener.answered("issued");
    return response;
  }

  private HttpResponse only(String method, HttpRequest request, Supplier<HttpResponse> answer) {
    if (!request.method().equals(method)) {
      return TokenError.METHOD_NOT_ALLOWED.response().with("Allow", method);
    }
    try {
      return answer.get();
    } catch (TokenRefusal e) {
      listener.answered(e.error().outcome());
      return e.response();
    } catch (OAuthRefusal e) {
      return refused(TokenError.of(e), e);
    } catch (TokenserverRefusal e) {
      return refused(TokenError.of(e), e);
    } catch (StorageException e) {
      return refused(isPassing(e) ? TokenError.UNAVAILABLE : TokenError.BROKEN, e);
    } catch (RuntimeException e) {
      LOG.error("A request for a token failed: {}", FailureTrace.of(e));
      listener.answered(TokenError.BROKEN.outcome());
      return TokenError.BROKEN.response();
    }
  }

  private static boolean isPassing(StorageException e) {
    return e.kind() == StorageException.Kind.TRANSIENT
        || e.kind() == StorageException.Kind.UNREACHABLE;
  }

  private HttpResponse refused(TokenError error, RuntimeException cause) {
    HttpResponse response = error.response();
    if (response.status() >= 500) {
      LOG.warn(
          "A request for a token was answered with {}: {}", response.status(), cause.getMessage());
    }
    listener.answered(error.outcome());
    return response;
  }
}
