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
          "godwit.sweep.SweepStore",
          "godwit.sweep.mysql.MySqlSweep",
          "godwit.sweep.spanner.SpannerSweep",
          "godwit.sync.mysql.MySqlStorage",
          "godwit.sync.spanner.SpannerStorage",
          "godwit.http.HttpServer",
          "godwit.sync.SyncStorage",
          "godwit.sync.auth.Authenticator",
          "godwit.sync.web.SyncEndpoints",
          "godwit.tokenserver.TokenserverDatabase",
          "godwit.tokenserver.oauth.AccessTokens",
          "godwit.tokenserver.web.TokenserverEndpoints",
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
    // Test data: users know no records, records no truth, and none a database.
    "godwit.testdata, godwit.testdata.*..",
    "godwit.testdata.user.., godwit.testdata.record..",
    "godwit.testdata.user.., godwit.testdata.truth..",
    "godwit.testdata.record.., godwit.testdata.truth..",
    "godwit.testdata.user.., godwit.testdata.load..",
    "godwit.testdata.record.., godwit.testdata.load..",
    "godwit.testdata.truth.., godwit.testdata.load..",
    "godwit.testdata.load.., godwit.testdata.truth..",
    "godwit.testdata.user.., godwit.storage..",
    "godwit.testdata.record.., godwit.storage..",
    "godwit.testdata.truth.., godwit.storage..",
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
    "godwit.storage.spanner, godwit.storage.spanner.schema..",
    // Sweeps stand on the storage of their backend; what copies and compares knows none of them.
    "godwit.storage.., godwit.sweep..",
    "godwit.model.., godwit.sweep..",
    "godwit.sweep, godwit.sweep.mysql..",
    "godwit.sweep, godwit.sweep.spanner..",
    "godwit.sweep, godwit.storage..",
    "godwit.sweep.mysql.., godwit.storage.spanner..",
    "godwit.sweep.spanner.., godwit.storage.mysql..",
    "godwit.sweep.., godwit.sync..",
    "godwit.sync.., godwit.sweep..",
    "godwit.sweep.., godwit.pipelines..",
    "godwit.sweep.., godwit.testdata..",
    "godwit.sweep.., godwit.cli..",
    "godwit.storage.., godwit.sync..",
    "godwit.sync, godwit.sync.mysql..",
    "godwit.sync.mysql.., godwit.storage.spanner..",
    "godwit.sync.mysql.., godwit.http..",
    "godwit.model.., godwit.sync..",
    "godwit.sync, godwit.sync.spanner..",
    "godwit.sync.spanner.., godwit.sync.mysql..",
    "godwit.sync.spanner.., godwit.storage.mysql..",
    "godwit.sync.spanner.., godwit.http..",
    "godwit.sync, godwit.tokenserver..",
    "godwit.http.., godwit.tokenserver..",
    // Within the tokenserver: the endpoints know all, nobody knows them.
    "godwit.tokenserver, godwit.tokenserver.oauth..",
    "godwit.tokenserver, godwit.tokenserver.web..",
    "godwit.tokenserver, godwit.http..",
    "godwit.tokenserver.oauth.., godwit.tokenserver",
    "godwit.tokenserver.oauth.., godwit.tokenserver.web..",
    "godwit.tokenserver.oauth.., godwit.storage..",
    "godwit.tokenserver.oauth.., godwit.http..",
    "godwit.tokenserver.web.., godwit.storage.mysql..",
    "godwit.tokenserver.., godwit.storage.spanner..",
    "godwit.http.., godwit.sync..",
    "godwit.http.., godwit.storage..",
    "godwit.sync, godwit.sync.web..",
    "godwit.sync, godwit.sync.protocol..",
    "godwit.sync.protocol.., godwit.sync.web..",
    "godwit.sync.protocol.., godwit.sync.auth..",
    "godwit.sync.protocol.., godwit.sync.mysql..",
    "godwit.sync.protocol.., godwit.sync.spanner..",
    "godwit.sync.protocol.., godwit.storage..",
    "godwit.sync, godwit.sync.auth..",
    "godwit.sync.auth.., godwit.sync.web..",
    "godwit.sync.web.., godwit.sync.mysql..",
    "godwit.sync.web.., godwit.sync.spanner..",
    "godwit.sync.web.., godwit.sync.backend..",
    "godwit.sync.web.., godwit.sync.metrics..",
    "godwit.sync.web.., godwit.tokenserver..",
    "godwit.tokenserver.., godwit.sync..",
    // The serving path: HTTP knows no Sync, the SPI neither HTTP nor a backend, auth no endpoint.
    "godwit.model.., godwit.http..",
    "godwit.http.., godwit.model..",
    "godwit.storage.., godwit.http..",
    "godwit.sync, godwit.http..",
    "godwit.sync.auth.., godwit.storage..",
    "godwit.sync.auth.., godwit.tokenserver..",
    "godwit.sync.web.., godwit.storage.mysql..",
    "godwit.sync.web.., godwit.storage.spanner..",
    "godwit.sync.., godwit.pipelines..",
    "godwit.sync.., godwit.testdata..",
    "godwit.sync.., godwit.cli..",
    // Within pipelines: the shared rooms know no job.
    "godwit.pipelines.policy.., godwit.pipelines.io..",
    "godwit.pipelines.policy.., godwit.pipelines.run..",
    "godwit.pipelines.policy.., godwit.pipelines.migrate..",
    "godwit.pipelines.policy.., godwit.pipelines.purge..",
    "godwit.pipelines.pace.., godwit.pipelines.io..",
    "godwit.pipelines.pace.., godwit.pipelines.run..",
    "godwit.pipelines.pace.., godwit.pipelines.purge..",
    "godwit.pipelines.io.., godwit.pipelines.purge..",
    "godwit.pipelines.run.., godwit.pipelines.purge..",
    "godwit.pipelines.ledger.., godwit.pipelines.purge..",
    "godwit.pipelines.purge.., godwit.pipelines.plan..",
    "godwit.pipelines.purge.., godwit.pipelines.migrate..",
    "godwit.pipelines.purge.., godwit.pipelines.verify..",
    "godwit.pipelines.migrate.., godwit.pipelines.purge..",
    "godwit.pipelines.verify.., godwit.pipelines.purge..",
    "godwit.pipelines.run.., godwit.pipelines.plan..",
    "godwit.pipelines.run.., godwit.pipelines.migrate..",
    "godwit.pipelines.run.., godwit.pipelines.verify..",
    "godwit.pipelines.ledger.., godwit.pipelines.plan..",
    "godwit.pipelines.ledger.., godwit.pipelines.migrate..",
    "godwit.pipelines.ledger.., godwit.pipelines.verify..",
    "godwit.pipelines.plan.., godwit.pipelines.migrate..",
    "godwit.pipelines.plan.., godwit.pipelines.verify..",
    "godwit.pipelines.migrate.., godwit.pipelines.verify..",
    "godwit.pipelines.figures.., godwit.pipelines.plan..",
    "godwit.pipelines.figures.., godwit.pipelines.run..",
    // Audit and quota stand beside the other jobs.
    "godwit.pipelines.run.., godwit.pipelines.audit..",
    "godwit.pipelines.ledger.., godwit.pipelines.audit..",
    "godwit.pipelines.io.., godwit.pipelines.audit..",
    "godwit.pipelines.policy.., godwit.pipelines.audit..",
    "godwit.pipelines.figures.., godwit.pipelines.audit..",
    "godwit.pipelines.plan.., godwit.pipelines.audit..",
    "godwit.pipelines.purge.., godwit.pipelines.audit..",
    "godwit.pipelines.migrate.., godwit.pipelines.audit..",
    "godwit.pipelines.verify.., godwit.pipelines.audit..",
    "godwit.pipelines.run.., godwit.pipelines.quota..",
    "godwit.pipelines.ledger.., godwit.pipelines.quota..",
    "godwit.pipelines.io.., godwit.pipelines.quota..",
    "godwit.pipelines.policy.., godwit.pipelines.quota..",
    "godwit.pipelines.figures.., godwit.pipelines.quota..",
    "godwit.pipelines.plan.., godwit.pipelines.quota..",
    "godwit.pipelines.purge.., godwit.pipelines.quota..",
    "godwit.pipelines.migrate.., godwit.pipelines.quota..",
    "godwit.pipelines.verify.., godwit.pipelines.quota..",
    "godwit.pipelines.audit.., godwit.pipelines.migrate..",
    "godwit.pipelines.quota.., godwit.pipelines.migrate..",
    "godwit.pipelines.audit.., godwit.pipelines.verify..",
    "godwit.pipelines.quota.., godwit.pipelines.verify..",
    "godwit.pipelines.audit.., godwit.pipelines.purge..",
    "godwit.pipelines.quota.., godwit.pipelines.purge..",
    "godwit.pipelines.audit.., godwit.pipelines.quota..",
    "godwit.pipelines.quota.., godwit.pipelines.audit..",
    // Within migrate-cli: what commands share knows no command.
    "godwit.cli.page.., godwit.cli.session..",
    "godwit.cli.page.., godwit.cli.report..",
    "godwit.cli.page.., godwit.pipelines..",
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
    "godwit.sweep.., org.apache.beam..",
    "godwit.sweep.., picocli..",
    "godwit.tokenserver.., org.apache.beam..",
    "godwit.testdata.., org.apache.beam..",
    "godwit.model.., java.sql..",
    "godwit.testdata.user.., java.sql..",
    "godwit.testdata.record.., java.sql..",
    "godwit.testdata.truth.., java.sql..",
    "godwit.tokenserver.oauth.., java.sql..",
    "godwit.tokenserver.web.., java.sql..",
    "godwit.tokenserver.web.., com.nimbusds..",
    "godwit.tokenserver, com.nimbusds..",
    "godwit.model.., com.google.cloud..",
    "godwit.pipelines.policy.., org.apache.beam..",
    "godwit.pipelines.policy.., java.sql..",
    "godwit.pipelines.pace.., org.apache.beam..",
    "godwit.pipelines.., picocli..",
    "godwit.storage.., picocli..",
    "godwit.sync.., picocli..",
    "godwit.sync.., org.apache.beam..",
    "godwit.http.., com.fasterxml..",
    "godwit.sync.., org.eclipse.jetty..",
    "godwit.sync.auth.., java.sql..",
    "godwit.sync.protocol.., java.sql..",
    "godwit.sync.web.., java.sql..",
    "godwit.sync.web.., com.google.cloud..",
    "godwit.sync.web.., io.micrometer.."
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
