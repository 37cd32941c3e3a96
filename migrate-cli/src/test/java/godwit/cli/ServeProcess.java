package godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@code godwit serve} in a process of its own, ready to answer. */
final class ServeProcess implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final BufferedReader out;
  private final JsonNode ready;

  private ServeProcess(Process process, BufferedReader out, JsonNode ready) {
    this.process = process;
    this.out = out;
    this.ready = ready;
  }

  /** Starts it on a free port and waits for the line that says it is ready. */
  static ServeProcess start(Path folder, Map<String, String> environment, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "godwit.cli.Main",
                "serve",
                "--port",
                "0",
                "--output",
                "json"));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    assertThat(line).as("the line that says it is ready").isNotNull();
    return new ServeProcess(process, out, new ObjectMapper().readTree(line));
  }

  String url() {
    return ready.path("url").asText();
  }

  JsonNode ready() {
    return ready;
  }

  /** Sends a request signed by {@code godwit token}. */
  HttpResponse<String> send(CliRun token, @Nullable String body)
      throws IOException, InterruptedException {
    JsonNode signed = token.json();
    var content =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    var request =
        HttpRequest.newBuilder(URI.create(signed.path("url").asText()))
            .method(signed.path("method").asText(), content)
            .header("Authorization", signed.path("authorization").asText());
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** What it answers to anybody. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(url() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Ends it in the middle of whatever it does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  /** Asks it to end, and does not wait. */
  void askToEnd() {
    // By its handle: the process's own method would close the output too.
    process.toHandle().destroy();
  }

  /** Asks it to end; the rest of its output must be empty. */
  int terminate() throws IOException, InterruptedException {
    askToEnd();
    return awaitEnd();
  }

  /** Waits for the end of one that was asked. */
  int awaitEnd() throws IOException, InterruptedException {
    assertThat(out.readLine()).isNull();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
