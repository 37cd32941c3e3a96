package godwit.sync.contract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/**
 * The whole contract of a {@link godwit.sync.SyncStorage}. A backend binds it like this:
 *
 * <pre>{@code
 * class FooStorageContractIT extends SyncStorageContract {
 *   @Override
 *   protected StorageBinding bind() {
 *     return new FooBinding();
 *   }
 * }
 * }</pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SyncStorageContract {
  private Stage stage;

  /** Opens an empty database; called once, before all tests. */
  protected abstract StorageBinding bind();

  @BeforeAll
  final void open() {
    stage = new Stage(bind());
  }

  @AfterAll
  final void close() {
    if (stage != null) {
      stage.close();
    }
  }

  @Nested
  class Bsos extends BsoContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class Expiry extends ExpiryContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class Collections extends CollectionContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class CollectionDeletions extends CollectionDeletionContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class Users extends StorageContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class Usages extends UsageContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class Lists extends ListContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class Paging extends PagingContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class PagingProperties extends PagingPropertyContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class Batches extends BatchContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class BatchIds extends BatchIdContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class Clocks extends ClockContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class Locking extends LockingContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class DeletionRaces extends DeletionRaceContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class BatchRaces extends BatchRaceContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class Identities extends IdentityContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class Sessions extends SessionContract {
    @Override
    Stage stage() {
      return stage;
    }
  }

  @Nested
  class Moves extends MoveContract {
    @Override
    Stage stage() {
      return stage;
    }
  }
}
