package godwit.pipelines.quota;

import godwit.pipelines.io.PurgeManifest;
import godwit.pipelines.io.StorePlace;
import godwit.pipelines.run.RunControl;
import godwit.sweep.SweepStore;
import org.jspecify.annotations.Nullable;

/**
 * A store in which room is made, as one worker sees it.
 *
 * @param store the store
 * @param place its name and its collections
 * @param control the run
 * @param writes how it is written to
 * @param manifest where what is deleted is named, or null
 */
record EnforcedStore(
    SweepStore store,
    StorePlace place,
    RunControl control,
    StoreWrites writes,
    @Nullable PurgeManifest manifest) {}
