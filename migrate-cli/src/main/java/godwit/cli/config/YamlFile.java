package godwit.cli.config;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A YAML text as a tree of nodes that know their lines. Nothing is constructed from it, so a
 * configuration can make no objects.
 *
 * @param name the file's name, for messages
 * @param text its content
 */
record YamlFile(String name, String text) {

  /** The top of the tree; empty, with a problem logged, if there is none. */
  Optional<MappingNode> root(ConfigLog log) {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Node node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (node instanceof MappingNode mapping) {
        return Optional.of(mapping);
      }
      log.problem(name, "holds no settings; 'godwit config --example' prints a whole file");
    } catch (MarkedYAMLException e) {
      String place = e.getProblemMark() == null ? name : place(e.getProblemMark().getLine());
      log.problem(place, "is not YAML: " + e.getProblem());
    }
    return Optional.empty();
  }

  /** Where a node begins: {@code godwit.yaml:12}. */
  String place(Node node) {
    return place(node.getStartMark().getLine());
  }

  private String place(int zeroBasedLine) {
    return name + ":" + (zeroBasedLine + 1);
  }
}
