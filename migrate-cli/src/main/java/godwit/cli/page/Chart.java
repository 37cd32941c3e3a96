package godwit.cli.page;

import java.util.List;

/**
 * A picture.
 *
 * @param kind how it is drawn
 * @param unit what its values are
 * @param points what it shows, in the order in which it is drawn
 */
public record Chart(Kind kind, Unit unit, List<Point> points) {
  /** The kinds of pictures. */
  public enum Kind {
    /** One bar a point, below each other. */
    BARS,
    /** One column a point, beside each other: a distribution. */
    COLUMNS,
    /** One bar, cut into the points' shares. */
    SHARES,
    /** Spans of time; points of one label share a line. */
    TIMELINE
  }

  /**
   * One value.
   *
   * @param label what it belongs to
   * @param value how much; of a span of time its end
   * @param from where a span of time begins, else 0
   * @param tone its colour, where that means something
   */
  public record Point(String label, double value, double from, Tone tone) {
    /** A value without a meaning of its colour. */
    public static Point of(String label, long value) {
      return new Point(label, value, 0, Tone.PLAIN);
    }
  }

  /** Copies the list. */
  public Chart {
    points = List.copyOf(points);
  }
}
