package godwit.pipelines.verify;

import godwit.pipelines.io.Connections;
import godwit.pipelines.run.ShardConfig;
import godwit.pipelines.run.Stopped;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists users shard by shard, groups them by stretches of the target's keys, and compares each
 * stretch. Only names travel between the steps; rows are digested where they are.
 */
final class CompareUsers extends PTransform<PCollection<String>, PCollection<String>> {
  private static final long serialVersionUID = 1L;
  private static final int BUCKETS = 256;
  private static final Logger LOG = LoggerFactory.getLogger(CompareUsers.class);

  private final Task task;

  CompareUsers(Task task) {
    this.task = task;
  }

  @Override
  public PCollection<String> expand(PCollection<String> runs) {
    return runs.apply("List shards", ParDo.of(new ShardsFn(task)))
        .apply("Spread shards", Reshuffle.<String>viaRandomKey().withNumBuckets(BUCKETS))
        .apply("List users", ParDo.of(new UsersFn(task)))
        .apply("Group by key stretch", GroupByKey.create())
        .apply("Compare", ParDo.of(new CompareFn(task)));
  }

  /** Stands among the shards for the users whom none of them holds any longer. */
  private static final String GONE = "";

  /** Names the shards. */
  private static final class ShardsFn extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    private final Task task;

    ShardsFn(Task task) {
      this.task = task;
    }

    @ProcessElement
    public void list(OutputReceiver<String> out) {
      task.config().shards().stream()
          .map(ShardConfig::name)
          .filter(task.scope()::includesShard)
          .forEach(out::output);
      out.output(GONE);
    }
  }

  /** Lists a shard's users. */
  private static final class UsersFn extends DoFn<String, KV<String, String>> {
    private static final long serialVersionUID = 1L;

    private final Task task;

    UsersFn(Task task) {
      this.task = task;
    }

    @ProcessElement
    public void list(@Element String shard, OutputReceiver<KV<String, String>> out) {
      try (Connections connections = Connections.acquire(task.runId(), task.config())) {
        var lister =
            new UserLister(
                task,
                connections,
                user -> out.output(KV.of(task.bucket(user.key().fxaUid()), user.text())));
        if (shard.equals(GONE)) {
          lister.listGone();
        } else {
          lister.list(shard);
        }
      } catch (Stopped e) {
        LOG.debug("stopped while users of {} were listed", shard);
      }
    }
  }

  /** Compares a stretch and answers it. */
  private static final class CompareFn extends DoFn<KV<String, Iterable<String>>, String> {
    private static final long serialVersionUID = 1L;

    private final Task task;

    CompareFn(Task task) {
      this.task = task;
    }

    @ProcessElement
    public void compare(@Element KV<String, Iterable<String>> bucket, OutputReceiver<String> out) {
      List<UserRef> users = new ArrayList<>();
      bucket.getValue().forEach(text -> users.add(UserRef.parse(text)));
      try (Connections connections = Connections.acquire(task.runId(), task.config())) {
        new BucketChecker(task, connections).check(bucket.getKey(), users);
        out.output(bucket.getKey());
      } catch (Stopped e) {
        LOG.debug("stopped while users were compared");
      }
    }
  }
}
