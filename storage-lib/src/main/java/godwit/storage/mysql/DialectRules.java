package godwit.storage.mysql;

import godwit.storage.mysql.Catalog.Column;
import godwit.storage.mysql.Catalog.Table;
import godwit.storage.mysql.Dialect.Names;
import godwit.storage.mysql.Dialect.Server;
import godwit.storage.mysql.Dialect.Text;
import godwit.storage.mysql.Dialect.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Concludes the dialect from the names and types of tables and columns. What fits no known server,
 * or two at once, is refused: guessing would read users wrongly.
 */
final class DialectRules {
  private static final Pattern NUMBERED = Pattern.compile("bso(0|[1-9]\\d{0,5})");
  private static final Names PYTHON =
      new Names("userid", "collection", "ttl", "last_modified", "collectionid");
  private static final Names RUST = new Names("userid", "collection", "ttl", "last_modified", "id");
  private static final Names RUST_OLD =
      new Names("user_id", "collection_id", "expiry", "modified", "id");

  private final Catalog catalog;
  private final List<String> problems = new ArrayList<>();

  private DialectRules(Catalog catalog) {
    this.catalog = catalog;
  }

  /** A dialect, or all reasons against each. Exactly one of them is there. */
  record Conclusion(Optional<Dialect> dialect, List<String> problems) {}

  static Conclusion conclude(Catalog catalog) {
    DialectRules rules = new DialectRules(catalog);
    Optional<Dialect> dialect = rules.dialect();
    return rules.problems.isEmpty()
        ? new Conclusion(dialect, List.of())
        : new Conclusion(Optional.empty(), List.copyOf(rules.problems));
  }

  private Optional<Dialect> dialect() {
    List<String> tables = bsoTables();
    Table collections = table("collections");
    Table userCollections = table("user_collections");
    if (tables.isEmpty() || collections == null || userCollections == null) {
      return Optional.empty();
    }
    Table first = Objects.requireNonNull(catalog.tables().get(tables.get(0)));
    Server server = server(collections, first);
    checkServer(server, tables, userCollections);
    Names names = names(server);
    require("user_collections", List.of(names.uid(), names.collection(), names.lastModified()));
    require("collections", List.of(names.collectionKey(), "name"));
    tables.forEach(table -> checkBsoTable(table, names, first));
    Column expiry = first.columns().get(names.expiry());
    Text text = text(first);
    if (expiry == null || text == null) {
      return Optional.empty();
    }
    return Optional.of(new Dialect(server, tables, names, unit(expiry), text));
  }

  private @Nullable Table table(String name) {
    Table table = catalog.tables().get(name);
    if (table == null) {
      problems.add("there is no table " + name);
    }
    return table;
  }

  private List<String> bsoTables() {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (String name : catalog.tables().keySet()) {
      var form = NUMBERED.matcher(name);
      if (form.matches()) {
        numbers.add(Integer.parseInt(form.group(1)));
      }
    }
    if (numbers.isEmpty()) {
      return table("bso") == null ? List.of() : List.of("bso");
    }
    IntStream.range(0, numbers.last())
        .filter(number -> !numbers.contains(number))
        .limit(3)
        .forEach(
            number ->
                problems.add(
                    "bso%d is missing between bso0 and bso%d, so uids cannot be told to tables"
                        .formatted(number, numbers.last())));
    return numbers.stream().map(number -> "bso" + number).toList();
  }

  private Server server(Table collections, Table bso) {
    boolean python = collections.has("collectionid");
    boolean rust = collections.has("id");
    if (python == rust) {
      problems.add(
          "collections has "
              + (python
                  ? "both a column collectionid (Python server) and"
                  : "neither collectionid nor")
              + " a column id (syncstorage-rs)");
    }
    if (python) {
      return Server.PYTHON;
    }
    return bso.has("user_id") || bso.has("expiry") ? Server.RUST_BEFORE_2019_09 : Server.RUST;
  }

  private void checkServer(Server server, List<String> tables, Table userCollections) {
    boolean diesel = catalog.has("__diesel_schema_migrations");
    boolean counters = userCollections.has("total_bytes");
    if (server == Server.PYTHON && (diesel || counters)) {
      problems.add(
          "collections.collectionid is the Python server's, but "
              + (diesel ? "the table __diesel_schema_migrations" : "user_collections.total_bytes")
              + " is syncstorage-rs's");
    }
    if (server != Server.PYTHON && !tables.equals(List.of("bso"))) {
      problems.add(
          "collections.id is syncstorage-rs's, but numbered tables such as "
              + tables.get(0)
              + " are the Python server's");
    }
  }

  private static Names names(Server server) {
    return switch (server) {
      case PYTHON -> PYTHON;
      case RUST -> RUST;
      case RUST_BEFORE_2019_09 -> RUST_OLD;
    };
  }

  private boolean require(String name, List<String> columns) {
    Table table = Objects.requireNonNull(catalog.tables().get(name));
    List<String> missing = columns.stream().filter(column -> !table.has(column)).toList();
    if (!missing.isEmpty()) {
      problems.add(name + " lacks " + String.join(", ", missing));
    }
    return missing.isEmpty();
  }

  private void checkBsoTable(String name, Names names, Table first) {
    boolean complete =
        require(
            name,
            List.of(
                names.uid(),
                names.collection(),
                "id",
                "sortindex",
                "modified",
                "payload",
                names.expiry()));
    Table table = Objects.requireNonNull(catalog.tables().get(name));
    List<String> key = List.of(names.uid(), names.collection(), "id");
    if (complete && !table.primaryKey().equals(key)) {
      problems.add(
          "the primary key of %s is %s and not %s".formatted(name, table.primaryKey(), key));
    }
    for (String column : List.of("id", names.expiry())) {
      if (!Objects.equals(table.columns().get(column), first.columns().get(column))) {
        problems.add(
            "%s.%s is of another type or collation than in the other tables"
                .formatted(name, column));
      }
    }
  }

  private Unit unit(Column expiry) {
    return switch (expiry.type()) {
      case "int" -> Unit.SECONDS;
      case "bigint" -> Unit.MILLISECONDS;
      default -> {
        problems.add("expiry times are of type " + expiry.type() + " and not int or bigint");
        yield Unit.SECONDS;
      }
    };
  }

  private @Nullable Text text(Table bso) {
    Column id = bso.columns().get("id");
    if (id == null) {
      return null;
    }
    if (id.charset() == null || id.collation() == null) {
      problems.add("ids are of type " + id.type() + " and not text");
      return null;
    }
    return new Text(id.charset(), id.collation());
  }
}
