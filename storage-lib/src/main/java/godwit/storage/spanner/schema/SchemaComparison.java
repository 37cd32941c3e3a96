package godwit.storage.spanner.schema;

import static godwit.storage.spanner.schema.Deviation.ABSENT;

import godwit.model.Collections;
import godwit.storage.spanner.CollectionIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds a database against the schema: what deviates, and which statements add what is missing. */
final class SchemaComparison {
  private final SpannerSchema expected;
  private final FoundSchema found;
  private final List<Deviation> deviations = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private SchemaComparison(SpannerSchema expected, FoundSchema found) {
    this.expected = expected;
    this.found = found;
  }

  static SchemaComparison of(SpannerSchema expected, FoundSchema found) {
    var comparison = new SchemaComparison(expected, found);
    expected.tables().forEach(comparison::compareTable);
    if (expected.isWatched()) {
      comparison.compareStream();
      comparison.compareRole();
    }
    comparison.compareNames();
    return comparison;
  }

  /** Everything that deviates, parents before children. */
  List<Deviation> deviations() {
    return List.copyOf(deviations);
  }

  /** Statements that add what is missing; they drop and change nothing. */
  List<String> missing() {
    return List.copyOf(missing);
  }

  /** Standard collections without a row, by id, whose id and name are both free. */
  Map<Integer, String> missingNames() {
    var names = new TreeMap<Integer, String>();
    Collections.standard()
        .forEach(
            (name, id) -> {
              boolean free = !found.collections().containsValue(name.text());
              if (free && !found.collections().containsKey(id)) {
                names.put(id, name.text());
              }
            });
    return names;
  }

  private void compareTable(TableSpec table) {
    TableSpec there = found.tables().get(table.name());
    if (there == null) {
      deviations.add(new Deviation("table " + table.name(), "present", ABSENT));
      SchemaDdl.whole(table).forEach(missing::add);
      return;
    }
    compareColumns(table, there);
    compare(table.name() + " primary key", text(table.key()), text(there.key()));
    compare(table.name() + " parent", text(table.parent()), text(there.parent()));
    if (table.parent() != null && found.withoutCascade().contains(table.name())) {
      deviations.add(new Deviation(table.name() + " on delete", "CASCADE", "NO ACTION"));
    }
    compareRowDeletion(table, there);
    compareIndexes(table, there);
  }

  private void compareColumns(TableSpec table, TableSpec there) {
    for (ColumnSpec column : table.columns()) {
      String where = table.name() + "." + column.name();
      there
          .column(column.name())
          .ifPresentOrElse(
              other -> compare(where, column.definition(), other.definition()),
              () -> {
                deviations.add(new Deviation(where, column.definition(), ABSENT));
                missing.add(SchemaDdl.add(table, column));
              });
    }
    there.columns().stream()
        .filter(column -> table.column(column.name()).isEmpty())
        .forEach(
            column ->
                deviations.add(
                    new Deviation(
                        table.name() + "." + column.name(), ABSENT, column.definition())));
  }

  private void compareRowDeletion(TableSpec table, TableSpec there) {
    compare(
        table.name() + " row deletion policy",
        text(table.rowDeletion()),
        text(there.rowDeletion()));
    if (table.rowDeletion() != null && there.rowDeletion() == null) {
      missing.add(SchemaDdl.addRowDeletion(table));
    }
  }

  private void compareIndexes(TableSpec table, TableSpec there) {
    for (IndexSpec index : table.indexes()) {
      String where = "index " + index.name();
      there
          .index(index.name())
          .ifPresentOrElse(
              other -> compare(where, index.definition(), other.definition()),
              () -> {
                deviations.add(new Deviation(where, index.definition(), ABSENT));
                missing.add(SchemaDdl.create(table, index));
              });
    }
    there.indexes().stream()
        .filter(index -> table.index(index.name()).isEmpty())
        .forEach(
            index ->
                deviations.add(
                    new Deviation(
                        "index " + index.name() + " on " + table.name(),
                        ABSENT,
                        index.definition())));
  }

  private void compareStream() {
    ChangeStreamSpec stream = expected.stream();
    ChangeStreamSpec there = found.streams().get(stream.name());
    String where = "change stream " + stream.name();
    if (there == null) {
      deviations.add(new Deviation(where, "present", ABSENT));
      missing.add(SchemaDdl.create(stream));
      return;
    }
    compare(where + " watches", stream.targets(), there.targets());
    compare(where + " retention_period", stream.retention(), there.retention());
    compare(where + " value_capture_type", stream.capture(), there.capture());
  }

  private void compareRole() {
    if (found.roles().isEmpty()) {
      return;
    }
    Set<String> roles = found.roles().orElseThrow();
    if (!roles.contains(SchemaDdl.ROLE)) {
      deviations.add(new Deviation("role " + SchemaDdl.ROLE, "present", ABSENT));
      missing.add(SchemaDdl.createRole());
    }
    List<String> there = found.ddl().stream().map(SchemaComparison::plain).toList();
    for (String grant : SchemaDdl.grants(expected.stream())) {
      if (!there.contains(plain(grant))) {
        deviations.add(new Deviation("role " + SchemaDdl.ROLE, grant, ABSENT));
        missing.add(grant);
      }
    }
  }

  private void compareNames() {
    if (!found.tables().containsKey(CollectionIds.TABLE)) {
      return;
    }
    Collections.standard()
        .forEach((name, id) -> compareName(id, name.text(), found.collections().get(id)));
    found
        .collections()
        .forEach(
            (id, name) -> {
              boolean reserved = id <= Collections.LAST_RESERVED_ID;
              if (reserved && !Collections.standard().containsValue(id)) {
                deviations.add(new Deviation("collections row " + id, ABSENT, "'" + name + "'"));
              }
            });
  }

  private void compareName(int id, String name, @Nullable String there) {
    compare("collections row " + id, "'" + name + "'", there == null ? ABSENT : "'" + there + "'");
  }

  private void compare(String where, String wanted, String there) {
    if (!wanted.equals(there)) {
      deviations.add(new Deviation(where, wanted, there));
    }
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, ABSENT);
  }

  /** A statement without what does not change its meaning. */
  private static String plain(String statement) {
    return statement.replace("`", "").replaceAll("\\s+", " ").strip();
  }
}
