package godwit.pipelines.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What a run did when, and what it waited for. Memory is bounded: after {@link #MAX_SPANS} spans
 * only the sums by reason go on. Safe to share between threads.
 */
public final class Timeline {
  /** How many spans are kept one by one. */
  public static final int MAX_SPANS = 400;

  private static final int MAX_REASONS = 40;
  private static final String OTHER = "other reasons";
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier nanos;
  private final long start;
  private final List<Span> spans = new ArrayList<>();
  private final Map<String, Double> waited = new TreeMap<>();
  private String phase;
  private long phaseStart;
  private String wait = "";
  private long waitStart;

  /** What a span of time is. */
  public enum Kind {
    /** Work of one kind, such as copying. */
    PHASE,
    /** Nothing moved, for a reason. */
    WAIT
  }

  /**
   * A span of time.
   *
   * @param kind work or waiting
   * @param what the phase, or the reason for waiting
   * @param from seconds since the run began
   * @param until its end, likewise
   */
  public record Span(Kind kind, String what, double from, double until) {}

  /**
   * The timeline up to a moment.
   *
   * @param seconds how long the run has taken
   * @param spans phases and waits in the order of their ends
   * @param waited seconds by reason, those of spans that were not kept too
   */
  public record Reading(double seconds, List<Span> spans, Map<String, Double> waited) {
    /** Copies both. */
    public Reading {
      spans = List.copyOf(spans);
      waited = Map.copyOf(waited);
    }
  }

  /** A timeline that begins now with that phase, by a clock that never goes back. */
  Timeline(String phase, LongSupplier nanos) {
    this.nanos = nanos;
    this.phase = phase;
    this.start = nanos.getAsLong();
    this.phaseStart = start;
  }

  synchronized void enter(String name) {
    long now = nanos.getAsLong();
    endPhase(now);
    phase = name;
    phaseStart = now;
  }

  /** Begins to wait for that reason; the empty text ends waiting. */
  synchronized void waitFor(String reason) {
    if (reason.equals(wait)) {
      return;
    }
    long now = nanos.getAsLong();
    endWait(now);
    wait = reason;
    waitStart = now;
  }

  /** Everything so far; what is under way ends at this moment. */
  public synchronized Reading read() {
    long now = nanos.getAsLong();
    endPhase(now);
    phaseStart = now;
    endWait(now);
    waitStart = now;
    return new Reading(seconds(now), spans, waited);
  }

  private void endPhase(long now) {
    if (now > phaseStart) {
      keep(new Span(Kind.PHASE, phase, seconds(phaseStart), seconds(now)));
    }
  }

  private void endWait(long now) {
    if (wait.isEmpty() || now <= waitStart) {
      return;
    }
    boolean known = waited.containsKey(wait) || waited.size() < MAX_REASONS;
    waited.merge(known ? wait : OTHER, (now - waitStart) / NANOS_PER_SECOND, Double::sum);
    keep(new Span(Kind.WAIT, wait, seconds(waitStart), seconds(now)));
  }

  private void keep(Span span) {
    if (spans.size() < MAX_SPANS) {
      spans.add(span);
    }
  }

  private double seconds(long moment) {
    return (moment - start) / NANOS_PER_SECOND;
  }
}
