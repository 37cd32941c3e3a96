package godwit.sync.auth;

/** A request whose sender is not who it claims, or claims nobody. */
public final class AuthRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What was wrong. For metrics: clients learn no more than that they are refused. */
  public enum Kind {
    /** No Authorization header. */
    MISSING,
    /** A header that is not Hawk's. */
    MALFORMED,
    /** A token that none of our secrets signed, or that says too little. */
    BAD_TOKEN,
    /** A token that has run out. */
    EXPIRED,
    /** A signature that does not fit the request. */
    BAD_SIGNATURE,
    /** Signed more than a year ago, or ahead. */
    BAD_TIME,
    /** A body that is not the one signed. */
    BAD_PAYLOAD_HASH,
    /** The host that the client names has an impossible port: a bad request, not a bad client. */
    BAD_HOST
  }

  AuthRefusal(Kind kind) {
    super(kind.name(), null, false, false);
    this.kind = kind;
  }

  /** What was wrong. */
  public Kind kind() {
    return kind;
  }
}
