package godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import godwit.cli.session.Stopping;
import godwit.cli.session.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One call of the command line in this JVM.
 *
 * @param exit the exit code
 * @param out standard output
 * @param err standard error
 */
record CliRun(int exit, String out, String err) {

  /** Runs with an empty environment. */
  static CliRun in(Path folder, String... arguments) {
    return in(folder, Map.of(), arguments);
  }

  static CliRun in(Path folder, Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            new PrintWriter(out, true), new PrintWriter(err, true), environment, folder, false);
    int exit = Main.run(List.of(arguments), surroundings, new Stopping());
    return new CliRun(exit, out.toString(), err.toString());
  }

  /** Standard output, which must be one JSON object and nothing else. */
  JsonNode json() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (var values = mapper.readerFor(JsonNode.class).<JsonNode>readValues(out)) {
      List<JsonNode> all = values.readAll();
      if (all.size() != 1 || !all.get(0).isObject()) {
        throw new AssertionError("not one JSON object: " + out);
      }
      return all.get(0);
    }
  }
}
