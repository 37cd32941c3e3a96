package godwit.sync.web;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.http.HttpResponse;
import godwit.storage.StorageException;
import godwit.sync.SyncRefusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients hear of a storage's refusals. */
class RefusalsTest {
  private final Refusals refusals = new Refusals(RequestListener.NONE, WebSettings.Moves.DEFAULT);

  private String brief(SyncRefusal.Kind kind) {
    return SyncStage.brief(refusals.response(new SyncRefusal(kind, "for a test")));
  }

  @ParameterizedTest
  @CsvSource({
    "CONFLICT, 503 0",
    "OVER_QUOTA, 403 14",
    "BATCH_NOT_FOUND, 400 0",
    "TOO_LARGE, 400 0",
    "UNSTORABLE, 400 8",
    "NO_KEY, 401 0",
    "FROZEN, 503 0",
    "SWITCHED, 401 0"
  })
  void refusal_hasAnAnswerThatOldClientsKnow(SyncRefusal.Kind kind, String answer) {
    assertThat(brief(kind)).isEqualTo(answer);
  }

  @ParameterizedTest
  @EnumSource
  void failure_isA503OnlyIfItMayPass(StorageException.Kind kind) {
    HttpResponse answer = Refusals.response(new StorageException(kind, "for a test"));

    boolean mayPass =
        kind == StorageException.Kind.TRANSIENT || kind == StorageException.Kind.UNREACHABLE;
    assertThat(SyncStage.brief(answer)).isEqualTo(mayPass ? "503 0" : "500 0");
    assertThat(answer.headers().containsKey("Retry-After")).isEqualTo(mayPass);
  }

  @ParameterizedTest
  @EnumSource
  void refusal_isNeverOurFault(SyncRefusal.Kind kind) {
    assertThat(brief(kind)).doesNotStartWith("500");
  }
}
