package godwit.cli.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps pages in files: the HTML, and beside it the same figures as JSON. */
public final class PageFiles {
  private static final String HTML = ".html";
  private static final String JSON = ".json";
  private static final String FOREIGN_FORM = "it is not a report that Godwit wrote: ";
  private static final String FOREIGN =
      "it is not a report that Godwit wrote; name the .json file beside a page of --report";
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private PageFiles() {}

  /** Whether the name can be that of a page. */
  public static boolean isPage(Path html) {
    return html.toString().endsWith(HTML) && html.getFileName().toString().length() > 5;
  }

  /** The file with the figures of that page. */
  public static Path figuresOf(Path html) {
    String name = html.getFileName().toString();
    return html.resolveSibling(name.substring(0, name.length() - HTML.length()) + JSON);
  }

  /** The page of that file with figures. */
  public static Path pageOf(Path json) {
    String name = json.getFileName().toString();
    String stem = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
    return json.resolveSibling(stem + HTML);
  }

  /** Writes the page and its figures. A reader sees either the file before or the whole new one. */
  public static void write(Path html, ReportPage page) throws IOException {
    put(figuresOf(html), MAPPER.writeValueAsString(page) + "\n");
    writeHtml(html, page);
  }

  /** Writes the page alone. */
  public static void writeHtml(Path html, ReportPage page) throws IOException {
    put(html, PageHtml.of(page));
  }

  private static void put(Path file, String text) throws IOException {
    Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), ".godwit", ".tmp");
    try {
      Files.writeString(beside, text);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /**
   * Reads figures back.
   *
   * @throws IllegalArgumentException if they are no report of ours; the message says why
   * @throws IOException if the file cannot be read
   */
  public static ReportPage read(Path json) throws IOException {
    String text;
    try {
      text = Files.readString(json);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no such file", e);
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException("it is empty");
    }
    try {
      ReportPage page = MAPPER.readValue(text, ReportPage.class);
      if (page != null) {
        return page;
      }
    } catch (JsonProcessingException e) {
      // What our own records refuse is said in our words; the rest names classes.
      String told =
          e.getCause() instanceof IllegalArgumentException ours ? ours.getMessage() : null;
      throw new IllegalArgumentException(told == null ? FOREIGN : FOREIGN_FORM + told, e);
    }
    throw new IllegalArgumentException(FOREIGN);
  }
}
