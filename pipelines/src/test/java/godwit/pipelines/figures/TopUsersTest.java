package godwit.pipelines.figures;

import static org.assertj.core.api.Assertions.assertThat;

import godwit.pipelines.figures.TopUsers.Measure;
import godwit.pipelines.figures.TopUsers.User;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopUsersTest {
  private static final User SMALL = new User("a", 1, 900, 0);
  private static final User MIDDLE = new User("b", 5, 50, 0);
  private static final User LARGE = new User("c", 9, 9, 0);

  @Test
  void byRows_keepsThoseWithMostRows() {
    assertThat(top(Measure.ROWS, SMALL, LARGE, MIDDLE)).containsExactly(LARGE, MIDDLE);
  }

  @Test
  void byBytes_keepsThoseWithMostBytes() {
    assertThat(top(Measure.BYTES, LARGE, MIDDLE, SMALL)).containsExactly(SMALL, MIDDLE);
  }

  @Test
  void equalUsers_areOrderedByName() {
    var second = new User("d", 9, 9, 0);

    assertThat(top(Measure.ROWS, second, LARGE, MIDDLE)).containsExactly(LARGE, second);
    assertThat(top(Measure.ROWS, LARGE, MIDDLE, second)).containsExactly(LARGE, second);
  }

  private static List<User> top(Measure measure, User... users) {
    var first = new TopUsers(measure, 2);
    var rest = new TopUsers(measure, 2);
    first.add(users[0]);
    for (int i = 1; i < users.length; i++) {
      rest.add(users[i]);
    }
    first.addAll(rest);
    return first.list();
  }
}
