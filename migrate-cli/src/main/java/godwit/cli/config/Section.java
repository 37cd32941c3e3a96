package godwit.cli.config;

import godwit.cli.output.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of the file, read key by key. What is missing or wrong goes to the log; the caller
 * goes on with a stand-in, so that all problems are found in one reading.
 */
final class Section {
  private final YamlFile file;
  private final String path;
  private final String place;
  private final Map<String, Node> values;
  private final ConfigLog log;

  private Section(
      YamlFile file, String path, String place, Map<String, Node> values, ConfigLog log) {
    this.file = file;
    this.path = path;
    this.place = place;
    this.values = values;
    this.log = log;
  }

  /** The whole file; empty if it could not be read. */
  static Section root(YamlFile file, ConfigLog log) {
    return file.root(log)
        .map(root -> of(file, "", root, log))
        .orElseGet(() -> new Section(file, "", file.name(), Map.of(), log));
  }

  private static Section of(YamlFile file, String path, MappingNode node, ConfigLog log) {
    Map<String, Node> values = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        if (values.put(key.getValue(), tuple.getValueNode()) != null) {
          log.problem(file.place(key), "'" + key.getValue() + "' is there twice");
        }
      }
    }
    return new Section(file, path, file.place(node), values, log);
  }

  /** Logs every key that is not among the known ones. */
  Section allow(List<String> known) {
    values.forEach(
        (key, node) -> {
          if (!known.contains(key)) {
            String meant =
                Suggestion.nearest(key, known)
                    .map(nearest -> "; did you mean '" + nearest + "'?")
                    .orElse("; known here: " + String.join(", ", known));
            log.problem(file.place(node), "unknown setting '" + name(key) + "'" + meant);
          }
        });
    return this;
  }

  /** A section below this one; an empty one if it is missing. */
  Section section(String key) {
    Node node = values.get(key);
    if (node instanceof MappingNode mapping) {
      return of(file, name(key), mapping, log);
    }
    if (node != null && !isNull(node)) {
      log.problem(file.place(node), name(key) + " must be a group of settings");
    }
    return new Section(file, name(key), place, Map.of(), log);
  }

  /** The sections of a list, each with its index in its path. */
  List<Section> list(String key) {
    Node node = values.get(key);
    if (node == null || isNull(node)) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      log.problem(file.place(node), name(key) + " must be a list; begin each entry with '- '");
      return List.of();
    }
    List<Section> sections = new java.util.ArrayList<>();
    for (Node item : sequence.getValue()) {
      String itemPath = name(key) + "[" + sections.size() + "]";
      if (item instanceof MappingNode mapping) {
        sections.add(of(file, itemPath, mapping, log));
      } else {
        log.problem(file.place(item), itemPath + " must be a group of settings");
      }
    }
    return sections;
  }

  boolean has(String key) {
    Node node = values.get(key);
    return node != null && !isNull(node);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** A text, or null, without logging it as a setting. */
  @Nullable String raw(String key) {
    Node node = values.get(key);
    if (node == null || isNull(node)) {
      return null;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().strip();
    }
    log.problem(file.place(node), name(key) + " must be one value");
    return null;
  }

  /** A text that may be missing. */
  Optional<String> text(String key) {
    String value = raw(key);
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    log.setting(new Setting(name(key), value, origin(key)));
    return Optional.of(value);
  }

  /** A text that must be there; {@code standIn} if it is not. */
  String required(String key, String hint, String standIn) {
    return text(key)
        .orElseGet(
            () -> {
              log.problem(place, name(key) + " is missing; " + hint);
              return standIn;
            });
  }

  /** A whole number within limits; underscores may group its digits. */
  long number(String key, long standard, long max) {
    String value = raw(key);
    if (value == null) {
      log.setting(new Setting(name(key), Long.toString(standard), "default"));
      return standard;
    }
    log.setting(new Setting(name(key), value, origin(key)));
    try {
      long number = Long.parseLong(value.replace("_", ""));
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers out of range.
    }
    problem(key, "'" + value + "' is not a whole number from 1 to " + max);
    return standard;
  }

  /** A value made from what was read; {@code standIn} with a problem if it refuses. */
  <T> T checked(String key, T standIn, Function<String, T> make, String value) {
    try {
      return make.apply(value);
    } catch (IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()));
      return standIn;
    }
  }

  void problem(String key, String what) {
    Node node = values.get(key);
    log.problem(node == null ? place : file.place(node), name(key) + ": " + what);
  }

  String origin(String key) {
    Node node = values.get(key);
    return node == null ? "default" : file.place(node);
  }

  String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar
        && (scalar.getTag().equals(org.yaml.snakeyaml.nodes.Tag.NULL)
            || scalar.getValue().isBlank());
  }
}
