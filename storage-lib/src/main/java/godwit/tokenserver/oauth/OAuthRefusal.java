package godwit.tokenserver.oauth;

import org.jspecify.annotations.Nullable;

/** A token that is not accepted. */
public final class OAuthRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why it is not accepted. */
  public enum Kind {
    /** Forged, expired, broken, or made for something else. */
    INVALID,
    /** The accounts server did not answer, or not in time; the token may be good. */
    UNAVAILABLE
  }

  /** Refuses; the message holds nothing of the token. */
  OAuthRefusal(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** A token that never will be accepted. */
  public static OAuthRefusal invalid(String message) {
    return new OAuthRefusal(Kind.INVALID, message, null);
  }

  /** A token that could not be judged. */
  public static OAuthRefusal unavailable(String message) {
    return new OAuthRefusal(Kind.UNAVAILABLE, message, null);
  }

  /** Why it is not accepted. */
  public Kind kind() {
    return kind;
  }
}
