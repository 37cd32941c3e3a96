package godwit.http;

import org.jspecify.annotations.Nullable;

/** A failure for the log: where it happened, without its message, which may quote a request. */
public final class FailureTrace {
  private static final int FRAMES = 12;
  private static final int CAUSES = 4;

  private FailureTrace() {}

  /** Classes and frames, a dozen of each of the first four causes. */
  public static String of(Throwable failure) {
    var text = new StringBuilder();
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < CAUSES; depth++) {
      text.append(depth == 0 ? "" : "\ncaused by ").append(cause.getClass().getName());
      appendFrames(cause.getStackTrace(), text);
      cause = cause.getCause();
    }
    return text.toString();
  }

  private static void appendFrames(StackTraceElement[] frames, StringBuilder text) {
    for (int i = 0; i < frames.length && i < FRAMES; i++) {
      text.append("\n    at ").append(frames[i]);
    }
  }
}
