package godwit.pipelines.figures;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The largest users by one measure, and only so many. Not safe to share between threads. */
public final class TopUsers implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Measure measure;
  private final int most;
  private final PriorityQueue<User> users;

  /** What users are compared by. */
  public enum Measure {
    /** Records. */
    ROWS,
    /** Payload bytes. */
    BYTES;

    private long of(User user) {
      return switch (this) {
        case ROWS -> user.rows();
        case BYTES -> user.bytes();
      };
    }

    /** The smallest first; equal ones in the order of their names, so that runs agree. */
    private int compare(User a, User b) {
      int byMeasure = Long.compare(of(a), of(b));
      return byMeasure != 0 ? byMeasure : b.name().compareTo(a.name());
    }
  }

  /**
   * A large user.
   *
   * @param name store and key, as reports show it
   * @param rows records, expired ones included
   * @param bytes payload bytes
   * @param tombstones how many of the records are taken for tombstones
   */
  public record User(String name, long rows, long bytes, long tombstones) implements Serializable {}

  private record Order(Measure measure) implements Comparator<User>, Serializable {
    @Override
    public int compare(User a, User b) {
      return measure.compare(a, b);
    }
  }

  /** Keeps that many. */
  public TopUsers(Measure measure, int most) {
    this.measure = measure;
    this.most = most;
    this.users = new PriorityQueue<>(new Order(measure));
  }

  /** Looks at a user. */
  public void add(User user) {
    users.add(user);
    if (users.size() > most) {
      users.poll();
    }
  }

  /** Looks at all that the other has kept. */
  public void addAll(TopUsers other) {
    other.users.forEach(this::add);
  }

  /** The largest first. */
  public List<User> list() {
    List<User> list = new ArrayList<>(users);
    list.sort(new Order(measure).reversed());
    return List.copyOf(list);
  }
}
