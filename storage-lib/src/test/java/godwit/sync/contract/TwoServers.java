package godwit.sync.contract;

import static godwit.sync.contract.Changes.payload;

import godwit.model.CollectionName;
import godwit.model.SyncTimestamp;
import godwit.sync.ManualClock;
import godwit.sync.SyncStorage;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * Sessions at once, through two servers whose clocks are not quite the same. Who meets a conflict
 * tries again, as clients do; nothing may be lost all the same.
 */
@Timeout(120)
abstract class TwoServers extends ContractSuite {
  SyncStorage other;

  @BeforeEach
  void openAnotherServer() {
    other = behind().open(new ManualClock(clock.millis() - 50));
  }

  @AfterEach
  void closeTheOtherServer() {
    other.close();
  }

  final SyncStorage server(int thread) {
    return thread % 2 == 0 ? storage : other;
  }

  final Callable<SyncTimestamp> putting(int thread, CollectionName collection, String id) {
    return () ->
        Crew.insist(
            () ->
                server(thread)
                    .writeCollection(
                        user,
                        collection,
                        writer -> {
                          SyncTimestamp now = writer.now();
                          writer.put(List.of(payload(id, id)));
                          return now;
                        }));
  }
}
