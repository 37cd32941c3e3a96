package godwit.pipelines.plan;

import godwit.pipelines.deadletter.DeadLetter;
import godwit.pipelines.ledger.Ledger;
import godwit.pipelines.ledger.UserEntry;
import java.util.List;

/** Where a plan goes: nowhere for a dry run, the ledger for a real one. */
interface PlanSink {
  /** Keeps nothing. */
  PlanSink NONE =
      new PlanSink() {
        @Override
        public void planned(List<UserEntry> users) {}

        @Override
        public void failed(List<DeadLetter> letters) {}
      };

  /** Users to be copied. */
  void planned(List<UserEntry> users);

  /** Users that cannot be moved. */
  void failed(List<DeadLetter> letters);

  /** Writes the plan into the ledger. */
  static PlanSink of(Ledger ledger) {
    return new PlanSink() {
      @Override
      public void planned(List<UserEntry> users) {
        ledger.plan(users);
      }

      @Override
      public void failed(List<DeadLetter> letters) {
        ledger.repeatDeadLetters(letters);
      }
    };
  }
}
