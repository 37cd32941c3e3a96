package godwit.storage.spanner;

import com.google.spanner.v1.SpannerGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A client whose commits fail as told, one fault a commit. An aborted commit never arrives; the
 * answer to a lost one does not come back, although the server has stored it.
 */
public final class CommitFaults implements ClientInterceptor {
  /** What happens to a commit. */
  public enum Fault {
    /** The server gave the transaction up for another. */
    ABORTED,
    /** It was stored, and the connection broke before the answer came. */
    ANSWER_LOST
  }

  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();

  /** A database through these faults. Its writers do not wait in line, as on the real service. */
  public SpannerDatabase open(SpannerConfig config) {
    return SpannerDatabase.open(config, RetryListener.NONE, this);
  }

  /** The next commits fail so, in this order. */
  public void next(Fault... some) {
    faults.addAll(java.util.List.of(some));
  }

  /** Whether all that were told have happened. */
  public boolean areDone() {
    return faults.isEmpty();
  }

  @Override
  public <A, B> ClientCall<A, B> interceptCall(
      MethodDescriptor<A, B> method, CallOptions options, Channel channel) {
    ClientCall<A, B> call = channel.newCall(method, options);
    if (!method.getFullMethodName().equals(SpannerGrpc.getCommitMethod().getFullMethodName())) {
      return call;
    }
    Fault fault = faults.poll();
    return fault == null ? call : new Failing<>(call, fault);
  }

  private static final class Failing<A, B> extends SimpleForwardingClientCall<A, B> {
    private final Fault fault;

    Failing(ClientCall<A, B> call, Fault fault) {
      super(call);
      this.fault = fault;
    }

    @Override
    public void start(Listener<B> listener, Metadata headers) {
      if (fault == Fault.ABORTED) {
        super.start(new Listener<>() {}, headers);
        super.cancel("injected", null);
        listener.onClose(Status.ABORTED.withDescription("injected"), new Metadata());
        return;
      }
      super.start(new Losing<>(listener), headers);
    }

    @Override
    public void sendMessage(A message) {
      if (fault != Fault.ABORTED) {
        super.sendMessage(message);
      }
    }

    @Override
    public void halfClose() {
      if (fault != Fault.ABORTED) {
        super.halfClose();
      }
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
      if (fault != Fault.ABORTED) {
        super.cancel(message, cause);
      }
    }
  }

  /** Waits for the answer and keeps it. */
  private static final class Losing<B> extends SimpleForwardingClientCallListener<B> {
    Losing(ClientCall.Listener<B> listener) {
      super(listener);
    }

    @Override
    public void onMessage(B message) {}

    @Override
    public void onClose(Status status, Metadata trailers) {
      super.onClose(
          status.isOk() ? Status.INTERNAL.withDescription("injected: answer lost") : status,
          trailers);
    }
  }
}
