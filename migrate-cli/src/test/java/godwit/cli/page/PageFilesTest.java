package godwit.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFilesTest {
  @TempDir Path folder;
  private Path html;

  @BeforeEach
  void setUp() {
    html = folder.resolve("audit.html");
  }

  @Test
  void figures_areReadBackAsTheyWere() throws IOException {
    ReportPage page = SamplePage.of("plain", 17);
    PageFiles.write(html, page);

    ReportPage read = PageFiles.read(folder.resolve("audit.json"));

    assertThat(read.figures()).isEqualTo(page.figures());
    PageFiles.writeHtml(folder.resolve("again.html"), read);
    assertThat(folder.resolve("again.html")).hasSameTextualContentAs(html);
  }

  @Test
  void textFromOutside_isEscaped() throws IOException {
    PageFiles.write(html, SamplePage.of("<script>alert('x')</script> & \"so\"", 17));

    assertThat(Files.readString(html))
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;so&quot;");
  }

  @Test
  void page_asksTheNetworkForNothing() throws IOException {
    PageFiles.write(html, SamplePage.of("plain", 17));

    assertThat(Files.readString(html))
        .doesNotContainPattern("(?i)(src|href)\\s*=|url\\(|@import|https?:");
  }

  @Test
  void nothing_isLeftBesideTheTwoFiles() throws IOException {
    PageFiles.write(html, SamplePage.of("plain", 17));

    try (var files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("audit.html", "audit.json");
    }
  }

  @Test
  void otherFormats_areRefusedByName() throws IOException {
    Path json = folder.resolve("other.json");
    PageFiles.write(html, SamplePage.of("plain", 17));
    Files.writeString(
        json,
        Files.readString(folder.resolve("audit.json"))
            .replace("godwit-report-1", "godwit-report-9"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageFiles.read(json))
        .withMessageContaining("godwit-report-9");
  }

  @Test
  void otherJson_isRefused() throws IOException {
    Path json = Files.writeString(folder.resolve("other.json"), "{\"exitCode\": 0}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageFiles.read(json))
        .withMessageContaining("not a report that Godwit wrote");
  }
}
