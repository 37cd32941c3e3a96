package godwit.pipelines.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.ChildJvm;
import godwit.pipelines.Move;
import godwit.pipelines.Rehearsal;
import godwit.pipelines.run.CopyPolicy;
import godwit.pipelines.run.MoveConfig;
import godwit.testdata.Shares;
import godwit.testdata.Workload;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A user far larger than the heap. {@code -Dgodwit.big.rows=500000 -Dgodwit.big.heap=256m} is the
 * full size; the build's own is smaller in both.
 */
class BigUserIT {
  private static final int ROWS = Integer.getInteger("godwit.big.rows", 25_000);
  private static final String HEAP = System.getProperty("godwit.big.heap", "80m");

  private static Rehearsal rehearsal;

  @BeforeAll
  static void load() {
    rehearsal =
        Rehearsal.of(
            Workload.of(31, 2)
                .withShards(1)
                .withMedianRows(5)
                .withShares(Shares.none())
                .withHoarders(ROWS));
  }

  @AfterAll
  static void close() {
    rehearsal.close();
  }

  @Test
  void bigUser_movesInParts() throws IOException {
    MoveConfig config = configWithParts(ROWS / 5);
    assertThat(finish("parts", config)).isEqualTo(2);
  }

  /** Copied in one piece, cut off, and compared in one piece. */
  @Test
  void bigUser_movesInOnePieceAndResumes() throws IOException {
    MoveConfig whole =
        Move.toOther(configWithParts(2L * ROWS), "whole-" + ProcessHandle.current().pid());
    try (ChildJvm child = ChildJvm.start(whole, HEAP)) {
      assertThat(child.await(line -> isCopying(line, ROWS / 2))).isPresent();
    }
    // The small user may have been complete before the cut.
    assertThat(finish("rest in one piece", whole)).isBetween(1, 2);
  }

  /** Runs to the end, compares, and answers how many users the run copied. */
  private static int finish(String what, MoveConfig config) throws IOException {
    long start = System.nanoTime();
    int copied;
    try (ChildJvm child = ChildJvm.start(config, HEAP)) {
      String[] done = child.awaitDone();
      System.err.printf(
          "%d rows, %s, heap of %s: %.1f s, %s rows written, peak heap %s MB, resident %s MB%n",
          ROWS, what, HEAP, (System.nanoTime() - start) / 1e9, done[2], done[4], done[5]);
      assertThat(done[3]).isEqualTo("true");
      copied = Integer.parseInt(done[1]);
    }
    Move.verifyEqual(config);
    return copied;
  }

  private static MoveConfig configWithParts(long rows) {
    return rehearsal.config(
        new CopyPolicy(CopyPolicy.DEFAULT.commit(), CopyPolicy.DEFAULT.binBytes(), rows));
  }

  private static boolean isCopying(String line, long rows) {
    String[] words = line.split(" ", -1);
    return words[1].equals("copying") && Long.parseLong(words[2]) >= rows;
  }
}
