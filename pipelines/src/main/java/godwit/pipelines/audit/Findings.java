package godwit.pipelines.audit;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Counts findings and keeps the first few examples of each. Not safe to share. */
final class Findings implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int EXAMPLES = 5;

  private final EnumMap<FindingCode, Sum> sums = new EnumMap<>(FindingCode.class);

  private static final class Sum implements Serializable {
    private static final long serialVersionUID = 1L;

    private long count;
    private long rows;
    private long bytes;
    private final TreeSet<String> examples = new TreeSet<>();

    void example(String example) {
      examples.add(example);
      if (examples.size() > EXAMPLES) {
        examples.pollLast();
      }
    }
  }

  /** Counts one finding about so many records. */
  void add(FindingCode code, long rows, long bytes, String example) {
    Sum sum = sum(code);
    sum.count++;
    sum.rows += rows;
    sum.bytes += bytes;
    sum.example(example);
  }

  private Sum sum(FindingCode code) {
    return sums.computeIfAbsent(code, key -> new Sum());
  }

  void addAll(Findings other) {
    for (Map.Entry<FindingCode, Sum> entry : other.sums.entrySet()) {
      Sum sum = sum(entry.getKey());
      sum.count += entry.getValue().count;
      sum.rows += entry.getValue().rows;
      sum.bytes += entry.getValue().bytes;
      entry.getValue().examples.forEach(sum::example);
    }
  }

  /** What was found, what matters most first. */
  List<Finding> list() {
    return sums.entrySet().stream()
        .sorted(java.util.Comparator.comparing(entry -> entry.getKey().weight()))
        .map(entry -> finding(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Finding finding(FindingCode code, Sum sum) {
    return new Finding(code, sum.count, sum.rows, sum.bytes, List.copyOf(sum.examples));
  }
}
