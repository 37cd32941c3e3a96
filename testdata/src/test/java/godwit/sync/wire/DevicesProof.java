package godwit.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import godwit.sync.MoveState;
import godwit.sync.SyncUser;
import godwit.sync.contract.Capability;
import godwit.sync.contract.StorageBinding;
import godwit.sync.web.QuotaPolicy;
import godwit.testdata.client.Account;
import godwit.testdata.client.Reply;
import godwit.testdata.client.SyncClient;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What devices do with an account, step by step, each step asserted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DevicesProof {
  private static final String SINCE = "X-If-Unmodified-Since";
  private static final String MODIFIED = "X-Last-Modified";
  private static final AtomicLong USERS = new AtomicLong(1);

  private StorageBinding binding;
  private ServedSync server;

  /** An empty database. */
  protected abstract StorageBinding bind();

  @BeforeAll
  void start() {
    binding = bind();
    server = ServedSync.start(binding);
  }

  @AfterAll
  void end() {
    server.close();
    binding.close();
  }

  private static Account somebody() {
    return Account.numbered(USERS.getAndIncrement());
  }

  private static Reply ok(Reply reply) {
    assertThat(reply.status()).as("%s: %s", reply, reply.body()).isEqualTo(200);
    return reply;
  }

  @Test
  void firstSync_bringsAnAccountToAnotherDevice() {
    Account account = somebody();
    String keys = "{\"ciphertext\":\"c2VjcmV0\",\"IV\":\"aXY=\",\"hmac\":\"é\\n\\\"\"}";
    try (SyncClient one = server.device(account);
        SyncClient other = server.device(account)) {
      ok(one.delete("/storage"));
      assertThat(ok(one.get("/info/collections")).object()).isEmpty();
      assertThat(one.get("/storage/meta/global").status()).isEqualTo(404);
      Reply meta = ok(one.put("/storage/meta/global", Records.payload("v1"), SINCE, "0"));
      ok(one.put("/storage/crypto/keys", Records.payload("keys v1"), SINCE, "0"));
      ok(one.put("/storage/crypto/keys", Records.payload(keys.replace("é", "e"))));
      for (String collection : List.of("clients", "bookmarks", "history", "tabs")) {
        ok(one.delete("/storage/" + collection));
      }
      ok(one.put("/storage/meta/global", Records.payload("v2"), SINCE, meta.body()));
      Reply posted =
          ok(one.post("/storage/bookmarks?batch=true&commit=true", Records.range(0, 100)));
      assertThat((List<?>) posted.object().get("success")).hasSize(100);
      assertThat((Map<?, ?>) posted.object().get("failed")).isEmpty();

      assertThat(ok(other.get("/info/collections")).object().keySet())
          .containsExactlyInAnyOrder("meta", "crypto", "bookmarks");
      assertThat(ok(other.get("/storage/meta/global")).object()).containsEntry("payload", "v2");
      assertThat(ok(other.get("/storage/crypto/keys")).object())
          .containsEntry("payload", keys.replace("é", "e"));
      List<Map<String, Object>> bookmarks =
          ok(other.get("/storage/bookmarks?full=1&limit=1000")).objects();
      assertThat(bookmarks)
          .hasSize(100)
          .allSatisfy(
              bso ->
                  assertThat(Records.time(bso, "modified"))
                      .isEqualTo(Records.time(posted.object(), "modified")));
    }
  }

  @Test
  void incrementalSync_bringsWhatChangedAndNothingElse() {
    Account account = somebody();
    try (SyncClient one = server.device(account);
        SyncClient other = server.device(account)) {
      ok(one.post("/storage/bookmarks", Records.range(0, 10)));
      ok(one.post("/storage/tabs", Records.range(0, 1)));
      String seen = ok(other.get("/storage/bookmarks?full=1")).header(MODIFIED).orElseThrow();
      assertThat(other.get("/storage/bookmarks", "X-If-Modified-Since", seen).status())
          .isEqualTo(304);

      Reply changed =
          ok(
              one.post(
                  "/storage/bookmarks?batch=true&commit=true",
                  Records.list(
                      List.of(Records.record("r00003", "new"), Records.record("added", "new"))),
                  SINCE,
                  seen));
      BigDecimal now = Records.time(changed.object(), "modified");
      assertThat(now).isGreaterThan(new BigDecimal(seen));
      assertThat(changed.time(MODIFIED)).isEqualTo(now);
      assertThat(ok(other.get("/info/collections")).object()).containsEntry("bookmarks", now);

      List<Map<String, Object>> news =
          ok(other.get("/storage/bookmarks?full=1&newer=" + seen)).objects();
      assertThat(news)
          .extracting(bso -> Records.text(bso, "id"))
          .containsExactlyInAnyOrder("r00003", "added");
      assertThat(news)
          .allSatisfy(bso -> assertThat(bso).containsEntry("payload", "new"))
          .allSatisfy(bso -> assertThat(bso).containsEntry("modified", now));
      assertThat(ok(other.get("/storage/bookmarks?newer=" + now)).array()).isEmpty();
    }
  }

  @Test
  void batchOfFiveThousand_appearsAtOnceAndWhole() {
    int records = 5_000;
    try (SyncClient device = server.device(somebody())) {
      ok(device.post("/storage/history", Records.list(List.of(Records.record("old", "kept")))));
      Reply before = ok(device.get("/info/collections"));
      Reply started =
          device.post(
              "/storage/history?batch=true",
              Records.range(0, 100),
              "X-Weave-Total-Records",
              Integer.toString(records));
      assertThat(started.status()).isEqualTo(202);
      String batch = Records.text(started.object(), "batch");
      String query = "?batch=" + batch.replace("=", "%3D");
      for (int from = 100; from < records - 100; from += 100) {
        Reply reply = device.post("/storage/history" + query, Records.range(from, from + 100));
        assertThat(reply.status()).isEqualTo(202);
      }
      assertThat(ok(device.get("/info/collections")).body()).isEqualTo(before.body());
      assertThat(ok(device.get("/storage/history")).array()).containsExactly("old");

      Reply committed =
          ok(
              device.post(
                  "/storage/history" + query + "&commit=true",
                  Records.range(records - 100, records)));
      BigDecimal now = Records.time(committed.object(), "modified");
      assertThat(ok(device.get("/info/collection_counts")).object())
          .containsEntry("history", new BigDecimal(records + 1));
      assertThat(pages(device, "/storage/history?full=1&sort=newest&limit=1000"))
          .hasSize(records + 1)
          .filteredOn(bso -> !Records.text(bso, "id").equals("old"))
          .allSatisfy(bso -> assertThat(bso).containsEntry("modified", now))
          .extracting(bso -> Records.text(bso, "id"))
          .doesNotHaveDuplicates();
      assertThat(device.post("/storage/history" + query + "&commit=true", "[]").status())
          .isEqualTo(400);
    }
  }

  private static List<Map<String, Object>> pages(SyncClient device, String path) {
    List<Map<String, Object>> all = new ArrayList<>();
    String next = path;
    while (next != null) {
      Reply page = ok(device.get(next));
      all.addAll(page.objects());
      next = page.header("X-Weave-Next-Offset").map(o -> path + "&offset=" + o).orElse(null);
    }
    return all;
  }

  @Test
  void staleDevice_isRefusedUntilItHasRead() {
    Account account = somebody();
    try (SyncClient one = server.device(account);
        SyncClient other = server.device(account)) {
      String stale = ok(one.put("/storage/meta/global", Records.payload("a"), SINCE, "0")).body();
      String current = ok(other.put("/storage/meta/global", Records.payload("b"))).body();
      for (String since : List.of("0", stale)) {
        Reply refused = one.put("/storage/meta/global", Records.payload("lost"), SINCE, since);
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.body()).isEmpty();
        assertThat(refused.header(MODIFIED)).contains(current);
      }
      assertThat(one.post("/storage/meta", Records.range(0, 2), SINCE, stale).status())
          .isEqualTo(412);
      assertThat(one.delete("/storage/meta", SINCE, stale).status()).isEqualTo(412);
      assertThat(ok(other.get("/storage/meta?full=1")).objects())
          .extracting(bso -> bso.get("payload"))
          .containsExactly("b");
      ok(one.put("/storage/meta/global", Records.payload("a and b"), SINCE, current));
    }
  }

  @Test
  void writerInTheWay_isA503AndTheSameRequestSucceedsLater() {
    Account account = somebody();
    var clock = new SkewedClock();
    var ahead = new SkewedClock();
    ahead.skew(60_000);
    try (ServedSync late = ServedSync.start(binding, QuotaPolicy.OFF, clock);
        ServedSync early = ServedSync.start(binding, QuotaPolicy.OFF, ahead);
        SyncClient one = early.device(account);
        SyncClient other = late.device(account)) {
      BigDecimal first =
          new BigDecimal(ok(one.put("/storage/tabs/a", Records.payload("a"))).body());
      Reply refused = other.put("/storage/tabs/b", Records.payload("b"));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body()).isEqualTo("0");
      assertThat(refused.header("Retry-After")).contains("10");
      assertThat(ok(other.get("/storage/tabs")).array()).containsExactly("a");

      clock.skew(60_000);
      BigDecimal second =
          new BigDecimal(ok(other.put("/storage/tabs/b", Records.payload("b"))).body());
      assertThat(second).isGreaterThan(first);
    }
  }

  @Test
  void userOnTheMove_isA503AndThenA401() {
    assumeFalse(binding.lacks().contains(Capability.MOVES), "nobody moves away from here");
    Account account = somebody();
    var user = new SyncUser(account.uid(), account.fxaUid(), account.fxaKid());
    try (SyncClient device = server.device(account)) {
      ok(device.put("/storage/tabs/a", Records.payload("a")));
      binding.move(user, MoveState.FROZEN);
      for (Reply refused :
          List.of(
              device.put("/storage/tabs/a", Records.payload("b")),
              device.get("/info/collections"))) {
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).contains("30");
      }
      binding.move(user, MoveState.SWITCHED);
      assertThat(device.get("/info/collections").status()).isEqualTo(401);
      binding.move(user, MoveState.HERE);
      assertThat(ok(device.get("/storage/tabs/a")).object()).containsEntry("payload", "a");
    }
  }

  @Test
  void fullQuota_refusesWritesUntilSomethingIsDeleted() {
    var quota = new QuotaPolicy(10_000, QuotaPolicy.Mode.ENFORCED);
    String large = Records.payload("x".repeat(6_000));
    try (ServedSync limited = ServedSync.start(binding, quota, godwit.sync.SyncClock.system());
        SyncClient device = limited.device(somebody())) {
      ok(device.put("/storage/forms/a", large));
      ok(device.put("/storage/history/b", large));
      Reply before = ok(device.get("/info/collections"));
      for (Reply refused :
          List.of(
              device.put("/storage/forms/c", large),
              device.post("/storage/forms", Records.range(0, 2)),
              device.post("/storage/forms?batch=true", Records.range(0, 2)))) {
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("14");
      }
      assertThat(ok(device.get("/info/collections")).body()).isEqualTo(before.body());
      assertThat(ok(device.get("/storage/forms")).array()).containsExactly("a");
      ok(device.delete("/storage/history/b"));
      ok(device.put("/storage/forms/c", large));
    }
  }

  @Test
  void deleteAll_leavesNothing() {
    for (String everything : List.of("/storage", "")) {
      try (SyncClient device = server.device(somebody())) {
        ok(device.post("/storage/bookmarks", Records.range(0, 20)));
        ok(device.put("/storage/own.collection/x", Records.payload("x")));
        Reply staged = device.post("/storage/tabs?batch=true", Records.range(0, 3));
        String batch = Records.text(staged.object(), "batch").replace("=", "%3D");

        Reply deleted = ok(device.delete(everything));
        assertThat(deleted.body()).isEqualTo("null");
        assertThat(ok(device.get("/info/collections")).object()).isEmpty();
        assertThat(ok(device.get("/info/collections")).header(MODIFIED)).contains("0.00");
        assertThat(ok(device.get("/info/quota")).array())
            .satisfies(used -> assertThat((BigDecimal) used.get(0)).isEqualByComparingTo("0"));
        assertThat(ok(device.get("/storage/bookmarks")).array()).isEmpty();
        assertThat(device.get("/storage/own.collection/x").status()).isEqualTo(404);
        Reply late = device.post("/storage/tabs?commit=true&batch=" + batch, "[]");
        assertThat(late.status()).isEqualTo(400);
      }
    }
  }
}
