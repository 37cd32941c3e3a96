package godwit.storage.spanner.schema;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.model.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an emulator cannot show: roles and grants. */
class SchemaComparisonTest {
  private static final String SELECT =
      "GRANT SELECT ON CHANGE STREAM payload_link_changes TO ROLE payload_link_reader";
  private static final String EXECUTE =
      "GRANT EXECUTE ON TABLE FUNCTION READ_payload_link_changes TO ROLE payload_link_reader";

  @Test
  void roles_areCreatedAndGranted_whereTheServerHasThem() {
    SchemaComparison comparison = compare(Optional.of(Set.of("public")), List.of());

    assertThat(comparison.missing())
        .containsExactly("CREATE ROLE payload_link_reader", SELECT, EXECUTE);
    assertThat(comparison.deviations())
        .extracting(Deviation::where)
        .containsOnly("role payload_link_reader");
  }

  @Test
  void roles_thatAreThereNeedNothing_howeverTheyAreWritten() {
    SchemaComparison comparison =
        compare(
            Optional.of(Set.of("payload_link_reader")),
            List.of(SELECT.replace("payload_link_changes", "`payload_link_changes`"), EXECUTE));

    assertThat(comparison.deviations()).isEmpty();
    assertThat(comparison.missing()).isEmpty();
  }

  @Test
  void roles_missOneGrant() {
    SchemaComparison comparison =
        compare(Optional.of(Set.of("payload_link_reader")), List.of(SELECT));

    assertThat(comparison.missing()).containsExactly(EXECUTE);
  }

  @Test
  void roles_areNoMatter_whereTheServerHasNone() {
    assertThat(compare(Optional.empty(), List.of()).deviations()).isEmpty();
  }

  @Test
  void print_isWholeAndQuotesWhatIsAWordOfTheLanguage() {
    assertThat(SpannerSchema.current().print())
        .contains(
            "CREATE TABLE `user_collections` (",
            "  `count` INT64,\n",
            "  `payload` STRING(MAX),\n",
            """
            ) PRIMARY KEY (`fxa_uid`, `fxa_kid`, `collection_id`, `bso_id`),
              INTERLEAVE IN PARENT `user_collections` ON DELETE CASCADE,
              ROW DELETION POLICY (OLDER_THAN(expiry, INTERVAL 0 DAY));
            """,
            "CREATE UNIQUE INDEX `CollectionName` ON `collections` (`name`);",
            """
            CREATE CHANGE STREAM payload_link_changes FOR batch_bsos(payload_link), bsos(payload_link)
              OPTIONS (retention_period = '7d', value_capture_type = 'OLD_AND_NEW_VALUES');
            """,
            SELECT,
            EXECUTE,
            "  (13, 'creditcards');");
  }

  private static SchemaComparison compare(Optional<Set<String>> roles, List<String> ddl) {
    Map<Integer, String> names = new TreeMap<>();
    Collections.standard().forEach((name, id) -> names.put(id, name.text()));
    return SchemaComparison.of(
        SpannerSchema.current(),
        new FoundSchema(
            SyncTables.ALL.stream().collect(Collectors.toMap(TableSpec::name, Function.identity())),
            Set.of(),
            Map.of(SyncTables.CHANGES.name(), SyncTables.CHANGES),
            names,
            roles,
            ddl));
  }
}
