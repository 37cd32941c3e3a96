package godwit.cli.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Draws a page. Everything that came from outside is escaped by the template library; the style
 * sheet alone, which is ours, is not.
 */
final class PageHtml {
  private static final Template TEMPLATE =
      Mustache.compiler().emptyStringIsFalse(true).compile(resource("page.mustache"));
  private static final String CSS = resource("page.css");

  private PageHtml() {}

  /** One self-contained document. */
  static String of(ReportPage page) {
    return TEMPLATE.execute(PageView.of(page, CSS));
  }

  private static String resource(String name) {
    try (InputStream in = PageHtml.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
