package godwit.storage.spanner;

import com.google.spanner.v1.CommitRequest;
import com.google.spanner.v1.RollbackRequest;
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
import io.grpc.stub.ClientCalls;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
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

  /** In the words of a connection that breaks. */
  private static final String ANSWER_LOST = "HTTP/2 error code: injected, answer lost";

  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Runnable> afterAbort = new AtomicReference<>(() -> {});

  /** A database through these faults. Its writers do not wait in line, as on the real service. */
  public SpannerDatabase open(SpannerConfig config) {
    return SpannerDatabase.open(config, RetryListener.NONE, this);
  }

  /** The next commits fail so, in this order. */
  public void next(Fault... some) {
    faults.addAll(List.of(some));
  }

  /** The next commit is aborted, and then that happens before its work runs again. */
  public void abortThen(Runnable meanwhile) {
    afterAbort.set(meanwhile);
    next(Fault.ABORTED);
  }

  /** Whether all that were told have happened. */
  public boolean areDone() {
    return faults.isEmpty();
  }

  @Override
  public <A, B> ClientCall<A, B> interceptCall(
      MethodDescriptor<A, B> method, CallOptions options, Channel channel) {
    Fault fault = isCommit(method) ? faults.poll() : null;
    if (fault == Fault.ABORTED) {
      return new Aborting<>(channel, options, afterAbort.getAndSet(() -> {}));
    }
    ClientCall<A, B> call = channel.newCall(method, options);
    return fault == null ? call : new Losing<>(call);
  }

  private static boolean isCommit(MethodDescriptor<?, ?> method) {
    return method.getFullMethodName().equals(SpannerGrpc.getCommitMethod().getFullMethodName());
  }

  /** Ends the transaction on the server, as one that is given up has ended there. */
  private static final class Aborting<A, B> extends ClientCall<A, B> {
    private final Channel channel;
    private final CallOptions options;
    private final Runnable then;
    private @Nullable Listener<B> listener;

    Aborting(Channel channel, CallOptions options, Runnable then) {
      this.channel = channel;
      this.options = options;
      this.then = then;
    }

    @Override
    public void start(Listener<B> answers, Metadata headers) {
      listener = answers;
    }

    @Override
    public void sendMessage(A message) {
      var commit = (CommitRequest) message;
      var rollback =
          RollbackRequest.newBuilder()
              .setSession(commit.getSession())
              .setTransactionId(commit.getTransactionId())
              .build();
      ClientCalls.blockingUnaryCall(channel, SpannerGrpc.getRollbackMethod(), options, rollback);
      // Not in this thread, which is within a transaction and cannot begin another.
      CompletableFuture.runAsync(then).join();
    }

    @Override
    public void halfClose() {
      Objects.requireNonNull(listener)
          .onClose(Status.ABORTED.withDescription("injected"), new Metadata());
    }

    @Override
    public void request(int messages) {}

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}
  }

  private static final class Losing<A, B> extends SimpleForwardingClientCall<A, B> {
    Losing(ClientCall<A, B> call) {
      super(call);
    }

    @Override
    public void start(Listener<B> listener, Metadata headers) {
      super.start(new KeptAnswer<>(listener), headers);
    }
  }

  /** Waits for the answer and keeps it. */
  private static final class KeptAnswer<B> extends SimpleForwardingClientCallListener<B> {
    KeptAnswer(ClientCall.Listener<B> listener) {
      super(listener);
    }

    @Override
    public void onMessage(B message) {}

    @Override
    public void onClose(Status status, Metadata trailers) {
      super.onClose(
          status.isOk() ? Status.INTERNAL.withDescription(ANSWER_LOST) : status, trailers);
    }
  }
}
