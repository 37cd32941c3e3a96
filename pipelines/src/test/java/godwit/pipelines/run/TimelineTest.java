package godwit.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import godwit.pipelines.run.Timeline.Kind;
import godwit.pipelines.run.Timeline.Span;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private long now = 5_000_000_000L;
  private final Timeline timeline = new Timeline("starting", () -> now);

  @Test
  void phasesAndWaits_becomeSpansFromTheStart() {
    timeline.enter("planning");
    pass(2);
    timeline.enter("copying");
    pass(1);
    timeline.waitFor("the source is away");
    pass(3);
    timeline.waitFor("");
    pass(1);

    assertThat(timeline.read())
        .isEqualTo(
            new Timeline.Reading(
                7,
                java.util.List.of(
                    new Span(Kind.PHASE, "planning", 0, 2),
                    new Span(Kind.WAIT, "the source is away", 3, 6),
                    new Span(Kind.PHASE, "copying", 2, 7)),
                java.util.Map.of("the source is away", 3.0)));
  }

  @Test
  void reasonSaidAgain_isOneWait() {
    timeline.waitFor("busy");
    pass(1);
    timeline.waitFor("busy");
    pass(1);

    assertThat(timeline.read().spans()).contains(new Span(Kind.WAIT, "busy", 0, 2));
  }

  @Test
  void whatIsUnderWay_countsWhenRead() {
    timeline.enter("copying");
    pass(4);

    assertThat(timeline.read().spans()).containsExactly(new Span(Kind.PHASE, "copying", 0, 4));
  }

  @Test
  void manyWaits_keepTheirSumsInBoundedMemory() {
    for (int i = 0; i < 5_000; i++) {
      timeline.waitFor("reason " + i % 50);
      pass(1);
      timeline.waitFor("");
    }
    Timeline.Reading reading = timeline.read();

    assertThat(reading.spans()).hasSize(Timeline.MAX_SPANS);
    assertThat(reading.waited()).hasSize(41).contains(entry("other reasons", 1_000.0));
    assertThat(reading.waited().values().stream().mapToDouble(d -> d).sum()).isEqualTo(5_000);
  }

  private void pass(int seconds) {
    now += seconds * 1_000_000_000L;
  }
}
