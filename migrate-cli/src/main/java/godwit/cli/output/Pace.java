package godwit.cli.output;

import godwit.pipelines.run.RunControl.Progress;
import java.util.OptionalLong;

/**
 * How fast a phase of a run goes, from two readings of its figures.
 *
 * @param start the figures when the phase began
 * @param now the figures now
 * @param total how much there is to do, {@link Progress#NONE} while unknown
 * @param nanos time between the readings, 0 or more
 */
public record Pace(Progress start, Progress now, Progress total, long nanos) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Rows a second, 0 before the clock has moved. */
  public double rowsPerSecond() {
    return perSecond(now.rows() - start.rows());
  }

  /** Payload bytes a second, 0 before the clock has moved. */
  public double bytesPerSecond() {
    return perSecond(now.bytes() - start.bytes());
  }

  private double perSecond(long amount) {
    return nanos <= 0 ? 0 : amount * NANOS_PER_SECOND / nanos;
  }

  /** Seconds to go at this pace; empty while nothing has moved or the total is unknown. */
  public OptionalLong secondsLeft() {
    long moved = byRows() ? now.rows() - start.rows() : now.users() - start.users();
    double rate = perSecond(moved);
    if (whole() <= 0 || rate <= 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(0, Math.round((whole() - part()) / rate)));
  }

  /** Rows tell the share best, since users differ so much; where they are not known, users do. */
  private boolean byRows() {
    return total.rows() > 0;
  }

  private long part() {
    return Math.min(byRows() ? now.rows() : now.users(), whole());
  }

  private long whole() {
    return byRows() ? total.rows() : total.users();
  }

  /** The line: done of total, share, rates, time left, and why it waits if it does. */
  public String line(String phase, String waitReason) {
    StringBuilder line = new StringBuilder(phase);
    if (total.users() > 0 || now.users() > 0) {
      line.append("  ").append(Amounts.count(now.users()));
      line.append(total.users() > 0 ? "/" + Amounts.count(total.users()) : "").append(" users");
    }
    if (whole() > 0) {
      line.append("  ").append(Amounts.percent(part(), whole()));
    }
    if (now.rows() > start.rows()) {
      line.append("  ").append(Amounts.count(Math.round(rowsPerSecond()))).append(" rows/s  ");
      line.append(Amounts.bytes(Math.round(bytesPerSecond()))).append("/s");
    }
    secondsLeft().ifPresent(left -> line.append("  ETA ").append(Amounts.seconds((double) left)));
    return line.append(waitReason.isBlank() ? "" : "  (waits: " + waitReason + ")").toString();
  }
}
