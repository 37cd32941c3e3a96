package godwit.sync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import godwit.model.CollectionName;
import godwit.sync.protocol.Refused;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which path leads where. */
class RouterTest {
  @ParameterizedTest
  @CsvSource({
    "GET, /, root",
    "GET, /__heartbeat__, heartbeat",
    "GET, /__lbheartbeat__, lbheartbeat",
    "GET, /__version__, version",
    "GET, /__error__, error",
    "GET, /1.5/1/info/collections, get_collections",
    "GET, /1.5/1/info/collection_counts, get_collection_counts",
    "GET, /1.5/1/info/collection_usage, get_collection_usage",
    "GET, /1.5/1/info/quota, get_quota",
    "GET, /1.5/1/info/configuration, get_configuration",
    "DELETE, /1.5/1, delete_all",
    "DELETE, /1.5/1/storage, delete_all",
    "GET, /1.5/1/storage/c, get_collection",
    "POST, /1.5/1/storage/c, post_collection",
    "DELETE, /1.5/1/storage/c, delete_collection",
    "GET, /1.5/1/storage/c/b, get_bso",
    "PUT, /1.5/1/storage/c/b, put_bso",
    "DELETE, /1.5/1/storage/c/b, delete_bso",
    "GET, /1.5/1/storage/info/collections, get_bso",
    "DELETE, /1.5/9999999999/storage, delete_all"
  })
  void path_leadsToItsEndpoint(String method, String path, String route) {
    assertThat(Router.route(method, path).route().name().toLowerCase(Locale.ROOT)).isEqualTo(route);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /",
    "PUT, /__version__",
    "POST, /1.5/1/info/quota",
    "GET, /1.5/1",
    "GET, /1.5/1/storage",
    "PUT, /1.5/1/storage",
    "PUT, /1.5/1/storage/c",
    "PATCH, /1.5/1/storage/c",
    "HEAD, /1.5/1/storage/c",
    "OPTIONS, /1.5/1/storage/c",
    "POST, /1.5/1/storage/c/b",
    "HEAD, /1.5/1/info/collections",
    "get, /1.5/1/storage/c"
  })
  void anotherMethod_is405WithoutABody(String method, String path) {
    assertThatThrownBy(() -> Router.route(method, path))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.response().status()).isEqualTo(405);
              assertThat(refused.response().body()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "/1.5",
        "/1.5/",
        "/1.5/1/",
        "/1.5/x",
        "/1.5/-1/storage",
        "/1.5/12345678901/storage",
        "/1.4/1/storage",
        "/2.0/1/storage",
        "//1.5/1/storage",
        "/1.5//1/storage",
        "/1.5/1//storage",
        "/1.5/1/storage/",
        "/1.5/1/info",
        "/1.5/1/info/other",
        "/1.5/1/info/collections/",
        "/1.5/1/info/collections/x",
        "/1.5/1/storage/c/",
        "/1.5/1/storage/c/b/",
        "/1.5/1/storage/c/b/d",
        "/1.5/1/storage//b",
        "/1.5/1/storage/a%2Fb",
        "/1.5/1/storage/c%20d",
        "/1.5/1/storage/c%",
        "/1.5/1/storage/%C3%A9",
        "/1.5/1/storage/abcdefghijklmnopqrstuvwxyz0123456",
        "/1.5/1/storage/c/%C3%A9",
        "/1.5/1/storage/c/%ff",
        "/1.5/1/storage/c/%0a",
        "/1.5/1/storage/c/%00",
        "/1.5/1/storage/c/%7f",
        "/1.5/1%2Fstorage/c",
        "/storage/c",
        "/__heartbeat__/",
        "/__HEARTBEAT__"
      })
  void anythingElse_isNotFound(String path) {
    assertThatThrownBy(() -> Router.route("GET", path))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(SyncStage.brief(refused.response())).isEqualTo("404 0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b%2Fc | b/c",
        "b%252Fc | b%2Fc",
        "%25 | %",
        "% | %",
        "%zz | %zz",
        "%+1 | %+1",
        "b%2Bc | b+c",
        "b+c | b+c",
        "%7B12%7D | {12}",
        "{12} | {12}",
        "%22a%20b%22 | \"a b\"",
        ".. | ..",
        "%2e%2e | ..",
        "~ | ~"
      })
  void bsoId_isDecodedOnceAfterThePathIsSplit(String segment, String id) {
    assertThat(Router.route("GET", "/1.5/1/storage/c/" + segment).requireBso()).isEqualTo(id);
  }

  @Test
  void bsoId_isMeasuredDecoded() {
    String path = "/1.5/1/storage/c/";

    assertThat(Router.route("GET", path + "%2F".repeat(64)).requireBso()).hasSize(64);
    assertThatThrownBy(() -> Router.route("GET", path + "b".repeat(65)))
        .isInstanceOf(Refused.class);
  }

  @Test
  void collection_mayHaveDotsAndDashes() {
    assertThat(Router.route("GET", "/1.5/7/storage/a.b-c_D9"))
        .isEqualTo(new Target(Route.GET_COLLECTION, 7L, new CollectionName("a.b-c_D9"), null));
  }
}
