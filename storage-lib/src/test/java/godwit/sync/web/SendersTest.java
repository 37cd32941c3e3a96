package godwit.sync.web;

import static godwit.sync.web.SyncStage.brief;
import static godwit.sync.web.SyncStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import godwit.http.HttpResponse;
import godwit.sync.MoveState;
import godwit.sync.SyncUser;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and how users who are being moved are answered. */
class SendersTest {
  private static final SyncUser NEW_UID = new SyncUser(43, "aaaa", "0000000000001-kid");
  private final SyncStage stage = new SyncStage();
  private final SyncStage other = new SyncStage(SyncStage.SETTINGS, NEW_UID);

  @ParameterizedTest
  @ValueSource(strings = {"", "Hawk x", "Bearer x"})
  void strangers_areRefusedWithoutAHint(String authorization) {
    HttpResponse response = stage.get("/storage/col", "Authorization", authorization);

    assertThat(brief(response)).isEqualTo("401 0");
    assertThat(response.headers()).doesNotContainKeys("WWW-Authenticate", "Retry-After");
  }

  @Test
  void configuration_needsNoSender() {
    assertThat(stage.get("/info/configuration", "Authorization", "").status()).isEqualTo(200);
  }

  @Test
  void expiredToken_mayPollAndNothingElse() {
    stage.put("/storage/col/a", "{}");
    stage.clock.advance(3_600_000);

    assertThat(stage.get("/info/collections").status()).isEqualTo(200);
    assertThat(brief(stage.get("/info/quota"))).isEqualTo("401 0");
    assertThat(stage.heard).contains("sender EXPIRED");
  }

  @Test
  void signedBody_mustBeTheOneThatCame() {
    assertThat(stage.put("/storage/col/a", "{}", "x-sign-body", "right").status()).isEqualTo(200);
    assertThat(brief(stage.put("/storage/col/a", "{}", "x-sign-body", "wrong"))).isEqualTo("401 0");
    assertThat(brief(stage.post("/storage/col", "[]", "x-sign-body", "wrong"))).isEqualTo("401 0");
    assertThat(brief(stage.get("/storage/col", "x-sign-body", "wrong"))).isEqualTo("401 0");
    assertThat(brief(stage.send("DELETE", "/storage", "x", "x-sign-body", "wrong")))
        .isEqualTo("401 0");
    assertThat(stage.heard).contains("sender BAD_PAYLOAD_HASH");
  }

  @Test
  void tokenOfAnotherUid_isABadRequest() {
    assertThat(brief(other.get("/info/collections"))).isEqualTo("400 0");
    assertThat(brief(other.put("/storage/col/a", "{}"))).isEqualTo("400 0");
    assertThat(text(other.sendTo("GET", "/1.5/43/info/collections", ""))).isEqualTo("{}");
    assertThat(other.sendTo("GET", "/1.5/0043/info/collections", "").status()).isEqualTo(200);
  }

  @Test
  void switchedUser_isSentToTheTokenserver() {
    stage.database.move(SyncStage.USER, MoveState.SWITCHED);

    for (HttpResponse response :
        new HttpResponse[] {
          stage.get("/info/collections"),
          stage.get("/storage/col"),
          stage.put("/storage/col/a", "{}"),
          stage.post("/storage/col?batch=true", "[]"),
          stage.delete("/storage")
        }) {
      assertThat(brief(response)).isEqualTo("401 0");
    }
  }

  /** Firefox fetches a new token and keeps the old address. */
  @Test
  void switchedUser_isSentThereWithATokenOfAnotherUidToo() {
    other.database.move(SyncStage.USER, MoveState.SWITCHED);

    assertThat(brief(other.get("/info/collections"))).isEqualTo("401 0");
  }

  @Test
  void frozenUser_isHeldAndThenToldToComeBack() {
    stage.database.move(SyncStage.USER, MoveState.FROZEN);
    long before = stage.clock.millis();
    HttpResponse response = stage.put("/storage/col/a", "{}");

    assertThat(brief(response)).isEqualTo("503 0");
    assertThat(response.headers()).containsEntry("Retry-After", "30");
    assertThat(stage.clock.millis() - before).isEqualTo(2_000);
    assertThat(stage.heard).containsExactly("held false", "put_bso 503");
  }

  @Test
  void frozenUser_isHeldWithATokenOfAnotherUidToo() {
    other.database.move(SyncStage.USER, MoveState.FROZEN);

    assertThat(other.get("/info/collections").headers()).containsEntry("Retry-After", "30");
  }

  /** A storage whose user is moved on when somebody has asked a few times. */
  private static final class Moving extends ForwardingStorage {
    private final SyncStage stage;
    private final MoveState next;
    private int asked;

    Moving(SyncStage stage, MoveState next) {
      super(stage.storage());
      this.stage = stage;
      this.next = next;
    }

    @Override
    public MoveState moveState(SyncUser user) {
      if (++asked == 3) {
        stage.database.move(user, next);
      }
      return super.moveState(user);
    }
  }

  @Test
  void frozenUserWhoIsSwitchedMeanwhile_isSentToTheTokenserver() {
    stage.database.move(SyncStage.USER, MoveState.FROZEN);
    var served = stage.over(new Moving(stage, MoveState.SWITCHED));

    assertThat(brief(served.get("/storage/col"))).isEqualTo("401 0");
    assertThat(served.clock.millis()).isEqualTo(SyncStage.START_MILLIS + 300);
  }

  @Test
  void frozenUserWhoIsReleasedMeanwhile_isServed() {
    stage.database.move(SyncStage.USER, MoveState.FROZEN);
    var served = stage.over(new Moving(stage, MoveState.HERE));

    assertThat(brief(served.get("/storage/col"))).isEqualTo("200 []");
    assertThat(served.heard).containsExactly("held true", "get_collection 200");
  }

  @Test
  void frozenUser_isNotHeldWhenTooManyAre() {
    var settings =
        SyncStage.SETTINGS.withMoves(
            new WebSettings.Moves(Duration.ofSeconds(2), 0, Duration.ofSeconds(7)));
    var full = new SyncStage(settings);
    full.database.move(SyncStage.USER, MoveState.FROZEN);
    long before = full.clock.millis();

    assertThat(full.get("/storage/col").headers()).containsEntry("Retry-After", "7");
    assertThat(full.clock.millis()).isEqualTo(before);
  }

  @Test
  void rejectedAgent_isToldBeforeAnythingElse() {
    HttpResponse response =
        stage.sendTo(
            "GET",
            "/__heartbeat__",
            "",
            "User-Agent",
            "Firefox-iOS-Sync/18.0b1 (iPhone; iPhone OS 13.2.2) (Fennec)");

    assertThat(brief(response)).isEqualTo("503 0");
    assertThat(response.contentType()).isEqualTo("text/plain");
    assertThat(response.headers()).isEmpty();
    assertThat(stage.heard).contains("agent");
  }
}
