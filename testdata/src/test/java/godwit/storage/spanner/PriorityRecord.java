package godwit.storage.spanner;

import com.google.spanner.v1.CommitRequest;
import com.google.spanner.v1.ExecuteSqlRequest;
import com.google.spanner.v1.ReadRequest;
import com.google.spanner.v1.RequestOptions.Priority;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A client that keeps the priorities of what it asks for. */
public final class PriorityRecord implements ClientInterceptor {
  private final Map<String, Set<Priority>> asked = new ConcurrentHashMap<>();

  /** A database that is watched so. */
  public SpannerDatabase open(SpannerConfig config) {
    return SpannerDatabase.open(config, RetryListener.NONE, this);
  }

  /** The priorities by kind of request: Read, Sql and Commit. */
  public Map<String, Set<Priority>> asked() {
    return Map.copyOf(asked);
  }

  @Override
  public <A, B> ClientCall<A, B> interceptCall(
      MethodDescriptor<A, B> method, CallOptions options, Channel channel) {
    return new SimpleForwardingClientCall<>(channel.newCall(method, options)) {
      @Override
      public void sendMessage(A message) {
        note(message);
        super.sendMessage(message);
      }
    };
  }

  private void note(Object message) {
    if (message instanceof ReadRequest read) {
      note("Read", read.getRequestOptions().getPriority());
    } else if (message instanceof ExecuteSqlRequest sql) {
      note("Sql", sql.getRequestOptions().getPriority());
    } else if (message instanceof CommitRequest commit) {
      note("Commit", commit.getRequestOptions().getPriority());
    }
  }

  private void note(String kind, Priority priority) {
    asked.merge(
        kind,
        EnumSet.of(priority),
        (before, now) -> {
          var both = EnumSet.copyOf(before);
          both.addAll(now);
          return both;
        });
  }
}
