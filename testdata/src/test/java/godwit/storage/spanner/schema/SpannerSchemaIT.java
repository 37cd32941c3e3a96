package godwit.storage.spanner.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.Mutation;
import godwit.model.CollectionName;
import godwit.storage.StorageException;
import godwit.storage.spanner.SpannerDatabase;
import godwit.storage.spanner.SpannerTarget;
import godwit.testdata.server.EmbeddedSpanner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class SpannerSchemaIT {
  private static final TableSpec OWN =
      TableSpec.of(
              "godwit_things",
              List.of("id"),
              ColumnSpec.required("id", "STRING(MAX)"),
              ColumnSpec.optional("count", "INT64"))
          .indexedBy(new IndexSpec("GodwitThingsByCount", List.of("count"), false));
  private static final SpannerSchema SCHEMA = SpannerSchema.current().plus(List.of(OWN));

  @Test
  void apply_fillsAnEmptyDatabase_andDoesNothingTwice() {
    try (var database = database("schema-empty", List.of())) {
      assertThat(SCHEMA.apply(database).collections()).hasSize(13);

      SpannerSchema.Change again = SCHEMA.apply(database);

      assertThat(again.isEmpty()).isTrue();
      assertThat(again.notes()).singleElement().asString().contains("no roles");
      assertThat(SCHEMA.check(database)).isEmpty();
    }
  }

  @Test
  void apply_byTwoAtOnceCompletesTheSchema() throws Exception {
    try (var database = database("schema-two", List.of())) {
      CompletableFuture<?> other = CompletableFuture.runAsync(() -> SCHEMA.apply(database));
      SCHEMA.apply(database);
      other.get();

      assertThat(SCHEMA.check(database)).isEmpty();
    }
  }

  @Test
  void indexesOfRecords_areCounted() {
    try (var database = applied("schema-indexed")) {
      assertThat(SCHEMA.indexesOfRecords(database)).isZero();
      database.updateDdl(
          List.of(
              "CREATE INDEX BsoExpiry ON bsos(expiry)",
              "CREATE INDEX BsoModified ON bsos(modified)"));

      assertThat(SCHEMA.indexesOfRecords(database)).isEqualTo(2);
    }
  }

  @Test
  void plan_changesNothing() {
    try (var database = database("schema-plan", List.of())) {
      SpannerSchema.Change planned = SCHEMA.plan(database);

      assertThat(planned.statements()).hasSize(9);
      assertThat(SCHEMA.plan(database)).isEqualTo(planned);
    }
  }

  @Test
  void check_namesWhatIsMissing_andApplyAddsIt() {
    try (var database = applied("schema-missing")) {
      database.updateDdl(
          List.of(
              "DROP CHANGE STREAM payload_link_changes",
              "ALTER TABLE bsos DROP COLUMN payload_link",
              "ALTER TABLE bsos DROP ROW DELETION POLICY",
              "DROP INDEX CollectionName",
              "DROP TABLE batch_bsos"));
      database.write(List.of(Mutation.delete("collections", Key.of(7))));

      assertThat(lines(database))
          .containsExactlyInAnyOrder(
              "bsos.payload_link: expected STRING(MAX), found absent",
              "bsos row deletion policy: expected OLDER_THAN(expiry, INTERVAL 0 DAY), found absent",
              "index CollectionName: expected unique index on (name), found absent",
              "table batch_bsos: expected present, found absent",
              "change stream payload_link_changes: expected present, found absent",
              "collections row 7: expected 'bookmarks', found absent");

      SCHEMA.apply(database);
      assertThat(SCHEMA.check(database)).isEmpty();
    }
  }

  @Test
  void check_namesWhatIsDifferent_andApplyLeavesIt() {
    try (var database = applied("schema-different")) {
      database.updateDdl(
          List.of(
              "ALTER CHANGE STREAM payload_link_changes SET OPTIONS (retention_period = '1d',"
                  + " value_capture_type = 'NEW_VALUES')",
              "ALTER CHANGE STREAM payload_link_changes SET FOR bsos(payload_link)",
              "ALTER TABLE bsos ADD COLUMN extra INT64",
              "CREATE INDEX BsoModified ON bsos(modified)",
              "ALTER TABLE batches REPLACE ROW DELETION POLICY"
                  + " (OLDER_THAN(expiry, INTERVAL 3 DAY))",
              "ALTER TABLE collections ALTER COLUMN name STRING(64) NOT NULL",
              "ALTER TABLE bsos ALTER COLUMN payload STRING(MAX) NOT NULL"));
      database.write(List.of(collection(50, "reserved")));

      List<String> expected =
          List.of(
              "bsos.extra: expected absent, found INT64",
              "index BsoModified on bsos: expected absent, found index on (modified)",
              "batches row deletion policy: expected OLDER_THAN(expiry, INTERVAL 0 DAY), found"
                  + " OLDER_THAN(expiry, INTERVAL 3 DAY)",
              "collections.name: expected STRING(32) NOT NULL, found STRING(64) NOT NULL",
              "bsos.payload: expected STRING(MAX), found STRING(MAX) NOT NULL",
              "change stream payload_link_changes watches: expected batch_bsos(payload_link),"
                  + " bsos(payload_link), found bsos(payload_link)",
              "change stream payload_link_changes retention_period: expected 7d, found 1d",
              "change stream payload_link_changes value_capture_type: expected"
                  + " OLD_AND_NEW_VALUES, found NEW_VALUES",
              "collections row 50: expected absent, found 'reserved'");
      assertThat(lines(database)).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(SCHEMA.apply(database).isEmpty()).isTrue();
      assertThat(lines(database)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void check_namesKeysParentsAndCascades() {
    List<String> ddl = new ArrayList<>(SpannerSchema.current().ddl());
    ddl.replaceAll(
        statement ->
            statement.startsWith("CREATE TABLE `batch_bsos`")
                ? statement
                    .replace("`batch_id`, `batch_bso_id`)", "`batch_id`)")
                    .replace("ON DELETE CASCADE", "")
                : statement);
    ddl.replaceAll(
        statement ->
            statement.startsWith("CREATE TABLE `bsos`")
                ? statement.replace(
                    ",\n  INTERLEAVE IN PARENT `user_collections` ON DELETE CASCADE", "")
                : statement);
    ddl.removeIf(
        statement -> statement.contains("ROW DELETION") && statement.contains("`batches`"));
    ddl.add(
        1,
        "CREATE TABLE batches (fxa_uid STRING(MAX) NOT NULL, fxa_kid STRING(MAX) NOT NULL,"
            + " collection_id INT64 NOT NULL, batch_id STRING(MAX) NOT NULL,"
            + " expiry TIMESTAMP NOT NULL)"
            + " PRIMARY KEY (fxa_uid, fxa_kid, collection_id, batch_id),"
            + " INTERLEAVE IN PARENT user_collections ON DELETE CASCADE");
    try (var database = database("schema-keys", ddl)) {
      assertThat(lines(database))
          .contains(
              "bsos parent: expected user_collections, found absent",
              "batch_bsos on delete: expected CASCADE, found NO ACTION",
              "batch_bsos primary key: expected [fxa_uid, fxa_kid, collection_id, batch_id,"
                  + " batch_bso_id], found [fxa_uid, fxa_kid, collection_id, batch_id]");
    }
  }

  @Test
  void allocate_refusesContradictingRows() {
    try (var database = applied("schema-contradiction")) {
      database.write(
          List.of(Mutation.delete("collections", Key.of(7)), collection(107, "bookmarks")));

      assertThat(lines(database))
          .containsExactly("collections row 7: expected 'bookmarks', found absent");
      assertThatThrownBy(
              () -> SpannerTarget.open(database).allocate(List.of(new CollectionName("mine"))))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNSUITABLE))
          .hasMessageContaining("'bookmarks' = 107");
    }
  }

  @Test
  void allocate_refusesAStandardIdUnderAnotherName() {
    try (var database = applied("schema-taken")) {
      database.write(List.of(Mutation.delete("collections", Key.of(7)), collection(7, "taken")));

      assertThat(lines(database))
          .containsExactly("collections row 7: expected 'bookmarks', found 'taken'");
      assertThatThrownBy(
              () -> SpannerTarget.open(database).allocate(List.of(new CollectionName("mine"))))
          .hasMessageContaining("'taken' = 7");
    }
  }

  private static Mutation collection(int id, String name) {
    return Mutation.newInsertOrUpdateBuilder("collections")
        .set("collection_id")
        .to(id)
        .set("name")
        .to(name)
        .build();
  }

  private static List<String> lines(SpannerDatabase database) {
    return SpannerSchema.current().check(database).stream().map(Deviation::toString).toList();
  }

  private static SpannerDatabase applied(String name) {
    SpannerDatabase database = database(name, SCHEMA.ddl());
    SCHEMA.apply(database);
    return database;
  }

  private static SpannerDatabase database(String name, List<String> ddl) {
    return SpannerDatabase.open(EmbeddedSpanner.shared().createDatabase(name, ddl));
  }
}
