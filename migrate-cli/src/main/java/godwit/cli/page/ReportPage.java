package godwit.cli.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A whole report, as it is stored and as it is drawn.
 *
 * @param format {@link #FORMAT}
 * @param command the command that made it, such as {@code audit}
 * @param title what it is about
 * @param made when and by what, for people
 * @param tone whether all is well
 * @param verdict the same in one sentence
 * @param figures the numbers that matter, first things first
 * @param sections everything else
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReportPage(
    String format,
    String command,
    String title,
    String made,
    Tone tone,
    String verdict,
    List<Figure> figures,
    List<Section> sections) {
  /** What files of this form begin with. */
  public static final String FORMAT = "godwit-report-1";

  /** Copies the lists; rejects another format. */
  public ReportPage {
    if (!FORMAT.equals(format)) {
      throw new IllegalArgumentException("its format is '" + format + "', not " + FORMAT);
    }
    figures = List.copyOf(figures);
    sections = List.copyOf(sections);
  }
}
