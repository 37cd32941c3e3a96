package godwit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows of docs/architecture.md. All modules are on this test's class path. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("godwit");

  @Test
  void everyModule_isLookedAt() {
    for (String name :
        new String[] {
          "godwit.model.Bso",
          "godwit.storage.BulkSource",
          "godwit.storage.mysql.MySqlShard",
          "godwit.storage.spanner.SpannerTarget",
          "godwit.sync.mysql.MySqlStorage",
          "godwit.sync.spanner.SpannerStorage",
          "godwit.tokenserver.TokenserverDatabase",
          "godwit.pipelines.migrate.MigratePipeline",
          "godwit.testdata.Workload",
          "godwit.cli.Main"
        }) {
      assertThat(CLASSES.contain(name)).as(name).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Between modules.
    "godwit.storage.., godwit.pipelines..",
    "godwit.storage.., godwit.testdata..",
    "godwit.storage.., godwit.cli..",
    "godwit.tokenserver.., godwit.pipelines..",
    "godwit.tokenserver.., godwit.testdata..",
    "godwit.tokenserver.., godwit.cli..",
    "godwit.testdata.., godwit.pipelines..",
    "godwit.testdata.., godwit.cli..",
    // The client that proofs use is written from the protocol alone.
    "godwit.testdata.client.., godwit.sync..",
    "godwit.testdata.client.., godwit.http..",
    "godwit.testdata.client.., godwit.storage..",
    "godwit.testdata.client.., com.fasterxml..",
    "godwit.pipelines.., godwit.testdata..",
    "godwit.pipelines.., godwit.cli..",
    // Within storage-lib: the model knows nobody, the SPI no backend, a backend no other.
    "godwit.model.., godwit.storage..",
    "godwit.model.., godwit.tokenserver..",
    "godwit.storage, godwit.storage.mysql..",
    "godwit.storage, godwit.storage.spanner..",
    "godwit.storage.mysql.., godwit.storage.spanner..",
    "godwit.storage.spanner.., godwit.storage.mysql..",
    "godwit.storage.., godwit.tokenserver..",
    "godwit.storage.., godwit.sync..",
    "godwit.sync, godwit.sync.mysql..",
    "godwit.sync.mysql.., godwit.storage.spanner..",
    "godwit.sync.mysql.., godwit.http..",
    "godwit.model.., godwit.sync..",
    "godwit.storage.., godwit.sync..",
    "godwit.sync, godwit.sync.spanner..",
    "godwit.sync.spanner.., godwit.sync.mysql..",
    "godwit.sync.spanner.., godwit.storage.mysql..",
    "godwit.sync.spanner.., godwit.http..",
    // Within pipelines: the shared rooms know no job.
    "godwit.pipelines.run.., godwit.pipelines.plan..",
    "godwit.pipelines.run.., godwit.pipelines.migrate..",
    "godwit.pipelines.run.., godwit.pipelines.verify..",
    "godwit.pipelines.ledger.., godwit.pipelines.plan..",
    "godwit.pipelines.ledger.., godwit.pipelines.migrate..",
    "godwit.pipelines.ledger.., godwit.pipelines.verify..",
    "godwit.pipelines.plan.., godwit.pipelines.migrate..",
    "godwit.pipelines.plan.., godwit.pipelines.verify..",
    "godwit.pipelines.migrate.., godwit.pipelines.verify..",
    // Within migrate-cli: what commands share knows no command.
    "godwit.cli.session.., godwit.cli.config..",
    "godwit.cli.output.., godwit.cli.session..",
    "godwit.cli.output.., godwit.cli.report.."
  })
  void arrow_doesNotPointBackwards(String from, String to) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(to)
        .check(CLASSES);
  }

  @Test
  void packagesOfTheCommandLine_haveNoCycle() {
    slices().matching("godwit.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "godwit.model.., org.apache.beam..",
    "godwit.storage.., org.apache.beam..",
    "godwit.tokenserver.., org.apache.beam..",
    "godwit.testdata.., org.apache.beam..",
    "godwit.model.., java.sql..",
    "godwit.model.., com.google.cloud..",
    "godwit.pipelines.., picocli..",
    "godwit.storage.., picocli.."
  })
  void technology_staysInItsRoom(String from, String technology) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(technology)
        .check(CLASSES);
  }

  @Test
  void everyPackage_isNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    CLASSES.forEach(
        type -> {
          if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
            unmarked.add(type.getPackageName());
          }
        });

    assertThat(unmarked).isEmpty();
  }

  @Test
  void mockingLibraries_areNotOnTheClassPath() {
    for (String name : new String[] {"org.mockito.Mockito", "org.easymock.EasyMock"}) {
      assertThat(getClass().getClassLoader().getResource(name.replace('.', '/') + ".class"))
          .as(name)
          .isNull();
    }
  }
}
