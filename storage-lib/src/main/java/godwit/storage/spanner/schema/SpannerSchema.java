package godwit.storage.spanner.schema;

import godwit.model.CollectionName;
import godwit.model.Collections;
import godwit.storage.StorageException;
import godwit.storage.spanner.CollectionIds;
import godwit.storage.spanner.SpannerDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The schema that Godwit needs: printed, applied, and checked. Applying never drops anything. */
public final class SpannerSchema {
  private final List<TableSpec> tables;
  private final boolean isWatched;

  private SpannerSchema(List<TableSpec> tables, boolean isWatched) {
    this.tables = List.copyOf(tables);
    this.isWatched = isWatched;
  }

  /**
   * What applying did, or would do.
   *
   * @param statements schema statements, in their order
   * @param collections names of standard collections that got their row
   * @param notes what the server does not support, for people
   */
  public record Change(List<String> statements, List<String> collections, List<String> notes) {
    /** Copies the lists. */
    public Change {
      statements = List.copyOf(statements);
      collections = List.copyOf(collections);
      notes = List.copyOf(notes);
    }

    /** Whether there was nothing to do. */
    public boolean isEmpty() {
      return statements.isEmpty() && collections.isEmpty();
    }
  }

  /** The tables that every Sync server on Spanner shares. */
  public static SpannerSchema current() {
    return new SpannerSchema(SyncTables.ALL, true);
  }

  /** These tables and others; parents before their children. */
  public SpannerSchema plus(List<TableSpec> others) {
    return new SpannerSchema(Stream.concat(tables.stream(), others.stream()).toList(), isWatched);
  }

  /**
   * The same without the change stream and its role. For rehearsals on an emulator, whose writes
   * take two to four times as long with a change stream that nobody reads.
   */
  public SpannerSchema withoutChangeStream() {
    return new SpannerSchema(tables, false);
  }

  List<TableSpec> tables() {
    return tables;
  }

  ChangeStreamSpec stream() {
    return SyncTables.CHANGES;
  }

  boolean isWatched() {
    return isWatched;
  }

  /** Statements that create all but the roles, for an empty database; any server takes them. */
  public List<String> ddl() {
    return Stream.concat(
            tables.stream().flatMap(SchemaDdl::whole),
            isWatched ? Stream.of(SchemaDdl.create(stream())) : Stream.empty())
        .toList();
  }

  /** Everything as a script for people: DDL, roles, and the rows of the standard collections. */
  public String print() {
    var script = new StringBuilder();
    Stream.of(ddl(), List.of(SchemaDdl.createRole()), SchemaDdl.grants(stream()))
        .flatMap(List::stream)
        .forEach(statement -> script.append(statement).append(";\n\n"));
    script.append("INSERT INTO collections (collection_id, name) VALUES\n");
    List<String> rows =
        Collections.standard().entrySet().stream()
            .map(entry -> "  (" + entry.getValue() + ", '" + entry.getKey() + "')")
            .toList();
    return script.append(String.join(",\n", rows)).append(";\n").toString();
  }

  /** What {@link #apply} would do; changes nothing. */
  public Change plan(SpannerDatabase database) {
    return plan(new SchemaReader(database).read());
  }

  private Change plan(FoundSchema found) {
    SchemaComparison comparison = SchemaComparison.of(this, found);
    List<String> notes = new ArrayList<>();
    if (found.roles().isEmpty()) {
      notes.add("This server knows no roles: " + SchemaDdl.ROLE + " and its grants are left out.");
    }
    return new Change(comparison.missing(), List.copyOf(comparison.missingNames().values()), notes);
  }

  /**
   * Adds what is missing: tables, columns, indexes, policies, the change stream, roles where the
   * server has them, and the rows of the standard collections. Does nothing the second time. What
   * is there but different stays as it is: {@link #check} names it.
   *
   * @throws StorageException if the server refuses a statement; those before it stay. Of kind
   *     UNSUITABLE if rows are missing beside a row that contradicts the standard ids
   */
  public Change apply(SpannerDatabase database) {
    Change change = plan(database);
    addMissing(database, change.statements());
    if (!change.collections().isEmpty()) {
      List<CollectionName> names = change.collections().stream().map(CollectionName::new).toList();
      database.readWrite(transaction -> CollectionIds.allocate(transaction, names));
    }
    return change;
  }

  /**
   * Somebody else may add the same at the same time: then what they added is not missing any more.
   */
  private void addMissing(SpannerDatabase database, List<String> statements) {
    List<String> missing = statements;
    while (!missing.isEmpty()) {
      try {
        database.updateDdl(missing);
        return;
      } catch (StorageException e) {
        List<String> left = plan(database).statements();
        if (left.size() >= missing.size()) {
          throw e;
        }
        missing = left;
      }
    }
  }

  /**
   * How many secondary indexes the database has on records. The schema has none; databases of
   * before June 2026 have two, which count against the limit of each commit.
   */
  public int indexesOfRecords(SpannerDatabase database) {
    TableSpec records = new SchemaReader(database).read().tables().get(SyncTables.BSOS.name());
    return records == null ? 0 : records.indexes().size();
  }

  /** Where the database is not what the schema says; empty if all is well. Changes nothing. */
  public List<Deviation> check(SpannerDatabase database) {
    return check(new SchemaReader(database).read());
  }

  List<Deviation> check(FoundSchema found) {
    return SchemaComparison.of(this, found).deviations();
  }
}
