package godwit.storage.spanner;

import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.SpannerException;
import godwit.storage.StorageException;
import godwit.storage.StorageException.Kind;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges Spanner's errors: what passes, what never will, and what the operator must mend. */
final class SpannerFailures {
  /**
   * Connections cut in the middle of an answer; the client's own list of INTERNAL, and gRPC's
   * UNKNOWN.
   */
  private static final List<String> CUT_CONNECTION =
      List.of(
          "RST_STREAM",
          "EOS on DATA frame",
          "Connection closed",
          "HTTP/2 error code",
          "channel closed");

  /** The emulator's way to say that another transaction was in the way. */
  private static final List<String> LOST_TRANSACTION =
      List.of("Invalid transaction", "Cannot commit", "Cannot read or query");

  private static final List<String> MISSING_SCHEMA =
      List.of("Table not found", "Column not found", "Unrecognized name", "Index not found");
  private static final List<String> MISSING_DATABASE =
      List.of("Database not found", "Instance not found");

  /** Keys come in brackets or braces, values in quotes; both may hold a user's key or a record. */
  private static final Pattern VALUES =
      Pattern.compile("\\[[^\\]]*\\]?|\\{[^}]*\\}?|\"[^\"]*\"?|'[^']*'?", Pattern.DOTALL);

  private static final Pattern WRAPPING =
      Pattern.compile("^[A-Z_]+: (io\\.grpc\\.Status\\w*Exception: [A-Z_]+: )?");

  private static final int MAX_MESSAGE = 300;

  private SpannerFailures() {}

  /** What kind of failure it is, by its code and, where a code says two things, its message. */
  static Kind classify(ErrorCode code, String message) {
    return switch (code) {
      case ABORTED, UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED -> Kind.TRANSIENT;
      case PERMISSION_DENIED, UNAUTHENTICATED -> Kind.UNREACHABLE;
      case NOT_FOUND -> notFound(message);
      case INVALID_ARGUMENT, OUT_OF_RANGE ->
          has(message, MISSING_SCHEMA) ? Kind.UNSUITABLE : Kind.REJECTED;
      case FAILED_PRECONDITION -> has(message, LOST_TRANSACTION) ? Kind.TRANSIENT : Kind.REJECTED;
      case ALREADY_EXISTS -> Kind.CONFLICT;
      case UNIMPLEMENTED -> Kind.UNSUITABLE;
      case INTERNAL, UNKNOWN -> has(message, CUT_CONNECTION) ? Kind.TRANSIENT : Kind.BROKEN;
      case CANCELLED, DATA_LOSS -> Kind.BROKEN;
    };
  }

  private static Kind notFound(String message) {
    if (has(message, MISSING_DATABASE)) {
      return Kind.UNREACHABLE;
    }
    if (has(message, MISSING_SCHEMA)) {
      return Kind.UNSUITABLE;
    }
    // A session can be dropped by the server at any time; the client makes another. What is left
    // is a row whose parent is missing.
    return message.contains("Session not found") ? Kind.TRANSIENT : Kind.REJECTED;
  }

  private static boolean has(String message, List<String> signs) {
    return signs.stream().anyMatch(message::contains);
  }

  /** The failure in our words; one that was ours before Spanner's client wrapped it, as it was. */
  static StorageException translate(SpannerException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageException ours) {
        return ours;
      }
    }
    Kind kind = classify(e.getErrorCode(), messageOf(e));
    return new StorageException(kind, sentence(kind, e), causeOf(e));
  }

  /**
   * The same for the first contact. A failure that may pass means there: not reachable; and a
   * refusal means a name that Spanner does not allow, since nothing else was sent.
   */
  static StorageException atOpen(SpannerException e, SpannerConfig config) {
    StorageException failure = translate(e);
    Kind kind =
        switch (failure.kind()) {
          case TRANSIENT, REJECTED -> Kind.UNREACHABLE;
          default -> failure.kind();
        };
    String reason = reason(e, config, failure);
    return new StorageException(kind, where(config) + ": " + reason, causeOf(e));
  }

  private static String reason(SpannerException e, SpannerConfig config, StorageException failure) {
    String told = String.valueOf(failure.getMessage());
    return switch (e.getErrorCode()) {
      case NOT_FOUND ->
          config.isEmulator() && has(messageOf(e), MISSING_DATABASE)
              ? "it does not exist; 'godwit schema apply --execute' makes it, as does 'godwit serve"
                  + " --create'."
              : told;
      case UNAVAILABLE ->
          config.isEmulator()
              ? "nothing answers at " + config.emulatorHost() + "."
              : withAdvice(told, "if an emulator is meant, set SPANNER_EMULATOR_HOST to it");
      case INVALID_ARGUMENT ->
          failure.kind() == Kind.REJECTED
              ? withAdvice(told, "check the names of instance and database")
              : told;
      default -> told;
    };
  }

  private static String withAdvice(String sentence, String advice) {
    return sentence.replaceAll("\\.$", "") + "; " + advice + ".";
  }

  static String where(SpannerConfig config) {
    String host = config.emulatorHost();
    return "Cannot use " + config.path() + (host == null ? "" : " on the emulator at " + host);
  }

  private static String sentence(Kind kind, SpannerException e) {
    String advice =
        switch (kind) {
          case UNREACHABLE -> "; check the name, that it exists, and the credentials.";
          case UNSUITABLE -> "; run 'godwit schema apply'.";
          case TRANSIENT, REJECTED, CONFLICT, BROKEN -> ".";
        };
    return "Spanner answers " + e.getErrorCode() + " (" + redacted(messageOf(e)) + ")" + advice;
  }

  /**
   * A cause whose message quotes values or a statement with its parameters is left out: it would
   * carry them into a log.
   */
  private static @Nullable Throwable causeOf(SpannerException e) {
    String whole = Objects.requireNonNullElse(e.getMessage(), "");
    return redacted(whole).equals(whole) ? e : null;
  }

  /** The message without what may be a key or a value, and cut to a sane length. */
  static String redacted(String message) {
    String plain = VALUES.matcher(message).replaceAll("…").strip();
    return plain.length() <= MAX_MESSAGE ? plain : plain.substring(0, MAX_MESSAGE) + "…";
  }

  /** Spanner's own words, without what its client puts around them. */
  private static String messageOf(SpannerException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "");
    int end = message.indexOf(" - RequestId:");
    int statement = message.indexOf(" - Statement:");
    end = statement >= 0 && (end < 0 || statement < end) ? statement : end;
    return WRAPPING.matcher(end < 0 ? message : message.substring(0, end)).replaceFirst("");
  }
}
